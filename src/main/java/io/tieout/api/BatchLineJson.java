package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.store.view.BatchLine;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A batch in a list, as the API writes it. */
@Schema(name = "BatchLine", description = "A batch in a list")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record BatchLineJson(
        long id,
        @Schema(description = "Connection it goes to") String target,
        @Schema(description = "Key of its link") String link,
        LocalDate accountingDate,
        @Schema(description = "Load number at the target") long number,
        @Schema(examples = "DONE") String state,
        Optional<String> reason,
        Optional<String> lastError,
        Instant frozen,
        Optional<AmountJson> amount,

        @Schema(description = "How many of its postings are in which state")
        Map<String, Long> postings) {

    static BatchLineJson of(BatchLine line) {
        return new BatchLineJson(
                line.id(),
                line.target(),
                line.link(),
                line.accountingDate(),
                line.number(),
                line.state(),
                line.reason(),
                line.lastError(),
                line.frozen(),
                line.amount().map(AmountJson::of),
                line.postings());
    }
}
