package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.store.view.EventLine;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An event as the API writes it; its payload is not shown. */
@Schema(name = "Event", description = "A notification or polled record, as received")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record EventJson(
        long id,
        String connection,
        @Schema(description = "The provider's id") String eventId,
        @Schema(examples = "charge.succeeded") String type,
        Instant created,
        Instant received,
        @Schema(examples = "webhook") String origin,
        @Schema(examples = "IGNORED") String state,
        Optional<String> reason,
        Optional<String> lastError,

        @Schema(description = "Since when its payload is not stored any more, so that it can't be queued again")
        Optional<Instant> payloadThinned) {

    static EventJson of(EventLine line) {
        return new EventJson(
                line.id(),
                line.connection(),
                line.eventId(),
                line.type(),
                line.created(),
                line.received(),
                line.origin(),
                line.state(),
                line.reason(),
                line.lastError(),
                line.thinned());
    }
}
