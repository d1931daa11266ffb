package io.tieout.store.view;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A batch with its import runs and postings.
 *
 * @param target name of the connection it goes to
 * @param ledger names the books in the target
 * @param accountingDate a corporate calendar day
 * @param incarnation the database's incarnation when it was frozen
 * @param number its load number at the target
 * @param requestHash SHA-256 of the bytes that are sent, lower-case hex: the request key
 * @param state FROZEN, LOADED, FAILED or DONE
 * @param reason why it is in this state, in words
 * @param lastError why the last attempt failed, in words
 * @param due when it is looked at next; absent when nothing is due
 * @param runs imports in the target, oldest first
 * @param postings in the order of their references; left out where a fact's story names the batch
 */
public record BatchStory(
        long id,
        String target,
        String ledger,
        LocalDate accountingDate,
        long incarnation,
        long number,
        String requestHash,
        String state,
        Optional<String> reason,
        Optional<String> lastError,
        Instant frozen,
        Optional<Instant> due,
        Optional<Instant> done,
        List<Run> runs,
        List<PostingLine> postings) {

    public BatchStory {
        runs = List.copyOf(runs);
        postings = List.copyOf(postings);
    }

    BatchStory with(List<PostingLine> itsPostings) {
        return new BatchStory(
                id,
                target,
                ledger,
                accountingDate,
                incarnation,
                number,
                requestHash,
                state,
                reason,
                lastError,
                frozen,
                due,
                done,
                runs,
                itsPostings);
    }

    /**
     * An import of a group.
     *
     * @param request the ERP's request, absent until the submission was acknowledged
     * @param outcome how it ended in the ERP's words, absent while it runs
     * @param submitted when its intention was stored (UTC, database clock)
     * @param parts the request and its children as the ERP described them when they had ended
     */
    public record Run(
            String group,
            int number,
            Optional<String> request,
            Optional<String> outcome,
            Instant submitted,
            List<Part> parts) {
        public Run {
            parts = List.copyOf(parts);
        }
    }

    /** A request of an import in the ERP's own words. */
    public record Part(String id, String program, String phase, String status, String text) {}
}
