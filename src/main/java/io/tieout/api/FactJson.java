package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.domain.fact.BalanceEntry;
import io.tieout.store.view.FactLine;
import io.tieout.store.view.FactStory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Facts as the API writes them. */
final class FactJson {
    private FactJson() {}

    /** A fact in a list. */
    @Schema(name = "Fact", description = "What is true at the provider, and what became of it")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Line(
            long id,

            @Schema(description = "Connection it was found at")
            String connection,

            @Schema(examples = "charge") String type,
            @Schema(examples = "ch_3N") String providerId,
            @Schema(description = "The charge of a refund") OptionalLong parent,
            long version,
            AmountJson amount,
            Instant occurred,
            Instant firstSeen,

            @Schema(description = "When it is looked at next")
            Optional<Instant> due,

            Optional<String> lastError,

            @Schema(description = "Since when its free texts are not stored any more; a replay fetches them again")
            Optional<Instant> payloadThinned,

            List<PostingJson.Line> postings) {

        static Line of(FactLine line) {
            return new Line(
                    line.id(),
                    line.connection(),
                    line.type(),
                    line.providerId(),
                    line.parent(),
                    line.version(),
                    AmountJson.of(line.amount()),
                    line.occurred(),
                    line.firstSeen(),
                    line.due(),
                    line.lastError(),
                    line.thinned(),
                    line.postings().stream().map(PostingJson.Line::of).toList());
        }
    }

    /** The story of a fact. */
    @Schema(name = "FactStory", description = "All that is known of a fact, in the order in which it happened")
    record Story(
            Line fact,

            @Schema(description = "Whether something is still on its way")
            boolean underway,

            List<EventJson> events,
            Fetched fetched,
            List<PostingJson.Story> postings,
            List<BatchJson> batches,

            @Schema(description = "Facts that belong to it, for example refunds")
            List<Line> parts,

            List<AuditJson> audit) {

        static Story of(FactStory story) {
            return new Story(
                    Line.of(story.line()),
                    story.underway(),
                    story.events().stream().map(EventJson::of).toList(),
                    Fetched.of(story.fetched()),
                    story.postings().stream().map(PostingJson.Story::of).toList(),
                    story.batches().stream().map(BatchJson::of).toList(),
                    story.parts().stream().map(Line::of).toList(),
                    story.audit().stream().map(AuditJson::of).toList());
        }
    }

    /** Accounting fields of the fetched object. */
    @Schema(name = "Fetched", description = "Accounting fields of the provider's object; no personal data")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Fetched(
            String status,
            AmountJson amount,
            Optional<AmountJson> refunded,
            Optional<String> dispute,
            Optional<String> customer,
            Optional<String> paymentIntent,
            Optional<Balance> balance) {

        static Fetched of(FactStory.Fetched fetched) {
            return new Fetched(
                    fetched.status(),
                    AmountJson.of(fetched.amount()),
                    fetched.refunded().map(AmountJson::of),
                    fetched.dispute(),
                    fetched.customer(),
                    fetched.paymentIntent(),
                    fetched.balanceEntry().map(Balance::of));
        }
    }

    /** The provider's own booking. */
    @Schema(name = "Balance", description = "The provider's own booking of the movement")
    record Balance(String id, AmountJson gross, AmountJson fee, Instant created) {

        static Balance of(BalanceEntry entry) {
            return new Balance(entry.id(), AmountJson.of(entry.gross()), AmountJson.of(entry.fee()), entry.created());
        }
    }
}
