package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.store.view.AuditLine;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of the audit trail as the API writes it. */
@Schema(name = "AuditEntry", description = "One step of the story, written for ever")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record AuditJson(
        long id,
        Instant at,

        @Schema(description = "system, an operator or a token")
        String actor,

        @Schema(examples = "posting.move") String action,
        OptionalLong posting,
        OptionalLong batch,
        Map<String, Object> detail) {

    static AuditJson of(AuditLine line) {
        return new AuditJson(
                line.id(), line.at(), line.actor(), line.action(), line.posting(), line.batch(), line.detail());
    }
}
