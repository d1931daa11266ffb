package io.tieout.port.erp;

import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.posting.Reference;
import io.tieout.port.SubmitOutcome;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a target that keeps references answers {@link Journals}. */
public final class JournalAnswers {

    private JournalAnswers() {}

    /** The answer to a load. */
    public sealed interface LoadAnswer {

        /**
         * The target answered for each reference.
         *
         * @param outcomes one per reference
         * @param groups the import group of each reference that lives in the target
         * @param highestNumber the highest load number this installation ever used there
         * @param highestIncarnation the highest incarnation this installation ever used there
         */
        record Answered(
                Map<Reference, SubmitOutcome> outcomes,
                Map<Reference, String> groups,
                long highestNumber,
                long highestIncarnation)
                implements LoadAnswer {}

        /** The call surely did not reach the target. */
        record NotSent(String reason, Duration retryAfter) implements LoadAnswer {}

        /** The call may have been done: repeat the same bytes, or find. */
        record Unknown(String reason) implements LoadAnswer {}

        /** The target knows more of this installation than our database does: it was restored, or has a twin. */
        record Estranged(String reason) implements LoadAnswer {}

        /** The target refuses the call as a whole; a person must mend what the reason says. */
        record Rejected(String reason) implements LoadAnswer {}
    }

    /** How far a reference has come in the target. */
    public enum Stage {
        /** Never loaded, and not closed: a late call may still bring it. */
        UNKNOWN,
        /** A tombstone: absent, and it will stay so. */
        CLOSED,
        /** Rows wait for an import, or one is under way. */
        INTERFACE,
        /** Rows stand with errors, or are held back by an error of another row. */
        INTERFACE_ERROR,
        /** A journal stands, not yet posted. */
        IMPORTED,
        /** The journal is posted in the books. */
        POSTED,
        /** The reference is known, its rows and lines are not there any more. */
        GONE
    }

    /**
     * Where a reference stands.
     *
     * @param contentHash of what was loaded; empty when unknown or closed, and when rows or lines stand though the
     *     target has forgotten what was loaded
     * @param statuses the ERP's codes of its interface rows, for example {@code NEW}, {@code EP01}, {@code P}
     * @param request the last import request of its group
     * @param waitsFor what a journal that is not posted waits for, in plain words (AutoPost, approval)
     */
    public record Standing(
            Stage stage,
            Optional<String> group,
            Optional<String> contentHash,
            List<String> statuses,
            Optional<String> request,
            Optional<String> waitsFor) {}

    /** The answer to an import's submission. */
    public sealed interface ImportAnswer {

        /** Submitted now, or before with the same run number. */
        record Submitted(String requestId) implements ImportAnswer {}

        /** Another import of this group is pending or running. */
        record Running(String requestId) implements ImportAnswer {}

        /** The group has no rows: imported already, or deleted. */
        record NoRows() implements ImportAnswer {}

        /** It may have been submitted: repeat the same run number. */
        record Unknown(String reason) implements ImportAnswer {}

        /** Refused; a person must mend what the reason says. */
        record Rejected(String reason) implements ImportAnswer {}
    }

    /**
     * A concurrent request.
     *
     * @param done whether it and all of its children have ended
     * @param outcome the ERP's word: NORMAL, WARNING, ERROR, CANCELLED, TERMINATED; empty while it runs
     * @param text what the ERP said, at most 240 characters
     * @param parts it and its children, as the ERP describes them: kept, since ERPs purge requests
     */
    public record Request(String id, boolean done, String outcome, String text, List<Part> parts) {
        public Request {
            parts = List.copyOf(parts);
        }
    }

    /** A request of a tree in the ERP's own words; {@code text} has at most 240 characters. */
    public record Part(String id, String program, String phase, String status, String text) {}

    /**
     * A row that waits in the interface.
     *
     * @param status the ERP's own word or code
     * @param remedy what helps it
     * @param trouble what is wrong and what to do, in plain words with the ERP's code; empty when nothing is
     * @param entry what it would book; empty when it is no entry that this product could have sent
     */
    public record GroupRow(
            Reference reference, String status, Remedy remedy, String trouble, Optional<RowEntry> entry) {}

    /** What a row that waits would book, and on which day. */
    public record RowEntry(JournalLine line, LocalDate accountingDate) {}

    /** A line as it stands in the books. */
    public record LedgerLine(
            JournalLine line,
            LocalDate accountingDate,
            String period,
            String ledger,
            String source,
            String batch,
            String journal,
            int number,
            boolean posted) {}

    /** The answer to a closure. */
    public sealed interface Closing {

        /** For each reference whether it is closed now ({@code true}) or lives ({@code false}). */
        record Answered(Map<Reference, Boolean> closed) implements Closing {
            public Answered {
                closed = Map.copyOf(closed);
            }
        }

        /** The references count as live until an answer comes: ask again. */
        record Unknown(String reason) implements Closing {}

        /** Surely not done; the references count as live until a person has mended what the reason says. */
        record Rejected(String reason) implements Closing {}
    }
}
