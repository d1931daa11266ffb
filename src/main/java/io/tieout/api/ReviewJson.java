package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.domain.matching.Choice;
import io.tieout.flow.ReviewItem;
import io.tieout.store.review.DecisionRow;
import io.tieout.store.view.ReviewLine;
import io.tieout.store.view.ReviewList;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Questions to people as the API writes them. */
final class ReviewJson {
    private ReviewJson() {}

    /** A part of the queue. */
    @Schema(name = "ReviewList", description = "A part of the queue, oldest first")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Part(
            @Schema(description = "Oldest first") List<Line> items,

            @Schema(description = "Send it as after to get the next part; absent on the last one")
            OptionalLong next,

            @Schema(description = "What all of the queue comes to that the filters leave, by currency")
            List<Total> totals) {

        static Part of(ReviewList list) {
            return new Part(
                    list.page().items().stream().map(Line::of).toList(),
                    list.page().next(),
                    list.totals().stream()
                            .map(total -> new Total(total.count(), AmountJson.of(total.amount())))
                            .toList());
        }
    }

    /** What the questions of a currency come to. */
    @Schema(name = "ReviewTotal", description = "Questions of one currency")
    record Total(long count, AmountJson amount) {}

    /** A question in the queue. */
    @Schema(name = "Review", description = "A question to a person")
    record Line(
            @Schema(description = "QUESTION, ON_ACCOUNT, HELD, LIVE or GONE", examples = "QUESTION")
            String kind,

            @Schema(description = "The provider's id of the object", examples = "ch_3N")
            String providerId,

            Instant occurred,

            @Schema(description = "When the posting was made")
            Instant since,

            PostingJson.Line posting) {

        static Line of(ReviewLine line) {
            return new Line(
                    line.kind().name(),
                    line.providerId(),
                    line.occurred(),
                    line.since(),
                    PostingJson.Line.of(line.posting()));
        }
    }

    /** A question with all that a person needs. */
    @Schema(name = "ReviewItem", description = "A question with its charge, candidates, possible answers and history")
    record Item(
            @Schema(description = "What may be answered now: the last part of the address to POST to")
            List<String> answers,

            PostingJson.Story posting,
            FactJson.Fetched fetched,
            FactJson.Line fact,

            @Schema(description = "Open items that it may be for, the likeliest first")
            List<Candidate> candidates,

            @Schema(description = "What people have decided, oldest first")
            List<Decided> decisions) {

        static Item of(ReviewItem item) {
            return new Item(
                    item.possible().stream().map(one -> word(one.name())).toList(),
                    PostingJson.Story.of(item.posting()),
                    FactJson.Fetched.of(item.charge().fetched()),
                    FactJson.Line.of(item.charge().line()),
                    item.offers().stream().map(Candidate::of).toList(),
                    item.decisions().stream().map(Decided::of).toList());
        }
    }

    /** An open item that the money may be for. */
    @Schema(name = "ReviewCandidate", description = "An open item that the money may be for")
    record Candidate(
            @Schema(description = "The ERP's id of the item")
            String item,

            @Schema(description = "The invoice number as printed")
            String number,

            int instalment,

            @Schema(description = "The customer's number as people know it")
            String accountNumber,

            LocalDate due,
            AmountJson remaining,

            @Schema(description = "What is left of it beside other postings")
            AmountJson available,

            @Schema(description = "What is free of it, less what there is to distribute")
            AmountJson difference,

            @Schema(description = "Whether it may be chosen")
            boolean free,

            @Schema(description = "Why it was not taken; empty when it was only looked up")
            String whyNot) {

        static Candidate of(ReviewItem.Offer offer) {
            var item = offer.candidate().item();
            return new Candidate(
                    item.id(),
                    item.number(),
                    item.instalment(),
                    item.accountNumber(),
                    item.due(),
                    AmountJson.of(item.remaining()),
                    AmountJson.of(offer.candidate().available()),
                    AmountJson.of(offer.difference()),
                    offer.free(),
                    offer.whyNot());
        }
    }

    /** What a person has decided. */
    @Schema(name = "Decision", description = "What a person has decided about a posting")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Decided(
            long id,
            @Schema(examples = "allocate") String answer,
            String actor,
            String reason,
            Instant at,

            @Schema(description = "Version of the posting that the person saw")
            long version,

            @Schema(description = "How much goes to which open item")
            List<Share> items,

            @Schema(description = "Whether it steers what becomes of the posting")
            boolean stands,

            Optional<Instant> voidedAt,
            Optional<String> voidedBy,
            Optional<String> voidedReason) {

        static Decided of(DecisionRow row) {
            return new Decided(
                    row.id(),
                    word(row.answer().name()),
                    row.actor(),
                    row.reason(),
                    row.decided(),
                    row.postingVersion(),
                    row.choice().stream()
                            .flatMap(choice -> choice.shares().stream())
                            .map(Share::of)
                            .toList(),
                    row.stands(),
                    row.voided().map(DecisionRow.Voided::at),
                    row.voided().map(DecisionRow.Voided::by),
                    row.voided().map(DecisionRow.Voided::why));
        }
    }

    /** A share of an open item. */
    @Schema(name = "Share", description = "A share of an open item")
    record Share(String item, AmountJson amount) {
        static Share of(Choice.Share share) {
            return new Share(share.item(), AmountJson.of(share.amount()));
        }
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
