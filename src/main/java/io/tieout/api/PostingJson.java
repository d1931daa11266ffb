package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.matching.MatchResult.Rejected;
import io.tieout.store.view.PostingLine;
import io.tieout.store.view.PostingStory;
import io.tieout.store.view.PostingStory.Allocated;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Postings as the API writes them. */
final class PostingJson {
    private PostingJson() {}

    /** A posting in a list. */
    @Schema(name = "Posting", description = "One effect of a fact on a target")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Line(
            long id,
            long fact,
            @Schema(description = "Key of its link") String link,
            @Schema(examples = "RECORD") String effect,
            int generation,
            @Schema(examples = "CONFIRMED") String state,

            @Schema(description = "Rises with each change; a decision sends the one that it was made on")
            long version,

            @Schema(description = "Whether its reference lives in the target")
            boolean live,

            @Schema(description = "Why it is in this state, in words")
            String reason,

            @Schema(description = "What happened to the fact since it was frozen")
            Optional<String> flag,

            @Schema(description = "What the target knows it by")
            String reference,

            AmountJson amount,
            Optional<LocalDate> accountingDate,

            @Schema(description = "The day it was moved from, when its period was closed")
            Optional<LocalDate> originalDate,

            OptionalLong batch,

            @Schema(description = "Import group of the target")
            Optional<String> group,

            Instant updated) {

        static Line of(PostingLine line) {
            return new Line(
                    line.id(),
                    line.fact(),
                    line.link(),
                    line.effect(),
                    line.generation(),
                    line.state(),
                    line.version(),
                    line.live(),
                    line.reason(),
                    line.flag(),
                    line.reference(),
                    AmountJson.of(line.amount()),
                    line.accountingDate(),
                    line.originalDate(),
                    line.batch(),
                    line.group(),
                    line.updated());
        }
    }

    /** A posting with what it holds. */
    @Schema(name = "PostingStory", description = "A posting with its allocation, evidence and journal")
    record Story(
            Line posting,

            @Schema(description = "Version of the link's settings that decided")
            int settingsVersion,

            @Schema(description = "SHA-256 of those settings")
            String settingsHash,

            @Schema(description = "SHA-256 of the route files that were active")
            String routesHash,

            @Schema(description = "How much goes to which open item")
            List<Share> allocation,

            @Schema(description = "Open items that were not taken, and why")
            List<NotTaken> candidates,

            @Schema(description = "What will be or was sent")
            List<Entry> journal) {

        static Story of(PostingStory story) {
            return new Story(
                    Line.of(story.line()),
                    story.settingsVersion(),
                    story.settingsHash(),
                    story.routesHash(),
                    story.allocations().stream().map(Share::of).toList(),
                    story.candidates().stream().map(NotTaken::of).toList(),
                    story.journal().stream().map(Entry::of).toList());
        }
    }

    /** A share of an open item. */
    @Schema(name = "Allocation", description = "A share of an open item")
    record Share(
            @Schema(description = "The ERP's id of the item")
            String item,

            @Schema(description = "The invoice number as printed")
            String number,

            AmountJson amount,

            @Schema(description = "What was due when it was matched")
            AmountJson remainingBefore) {

        static Share of(Allocated one) {
            return new Share(
                    one.item(), one.number(), AmountJson.of(one.amount()), AmountJson.of(one.remainingBefore()));
        }
    }

    /** An open item that was not taken. */
    @Schema(name = "Candidate", description = "An open item that was not taken, and why")
    record NotTaken(
            String item,
            String number,

            @Schema(description = "The customer's number as people know it")
            String accountNumber,

            AmountJson remaining,

            @Schema(description = "What is left of it beside other postings")
            AmountJson available,

            LocalDate due,
            String whyNot) {

        static NotTaken of(Rejected one) {
            return new NotTaken(
                    one.candidate().item().id(),
                    one.candidate().item().number(),
                    one.candidate().item().accountNumber(),
                    AmountJson.of(one.candidate().item().remaining()),
                    AmountJson.of(one.candidate().available()),
                    one.candidate().item().due(),
                    one.whyNot());
        }
    }

    /** A line of a journal. */
    @Schema(name = "JournalLine", description = "A line of a journal")
    record Entry(
            String account,
            @Schema(examples = "DEBIT") String side,
            AmountJson amount,

            @Schema(description = "The open item it settles, empty for a clearing line")
            String item,

            String description) {

        static Entry of(JournalLine line) {
            return new Entry(
                    line.account(), line.side().name(), AmountJson.of(line.amount()), line.item(), line.description());
        }
    }
}
