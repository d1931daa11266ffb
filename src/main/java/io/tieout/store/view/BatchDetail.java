package io.tieout.store.view;

import io.tieout.domain.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A batch with all that was done about it.
 *
 * @param members its postings, in the order of their references
 * @param splits of its groups, oldest first
 * @param amendments of its rows, oldest first
 * @param audit its trail and that of its postings, oldest first
 */
public record BatchDetail(
        BatchStory batch, List<Member> members, List<Split> splits, List<Amendment> amendments, List<AuditLine> audit) {

    public BatchDetail {
        members = List.copyOf(members);
        splits = List.copyOf(splits);
        amendments = List.copyOf(amendments);
        audit = List.copyOf(audit);
    }

    /**
     * A posting of the batch.
     *
     * @param shares how much of it goes to which invoice
     * @param version names what a person saw when they decide
     * @param closing what a person has decided and the target has not answered yet: END, ASK or AGAIN
     * @param closed whether the target keeps a tombstone under its reference
     */
    public record Member(PostingLine line, List<Share> shares, long version, Optional<String> closing, boolean closed) {
        public Member {
            shares = List.copyOf(shares);
        }

        /** Whether a person may decide something about it now. */
        public boolean decidable() {
            return List.of("SENDING", "REVIEW", "GONE").contains(line.state()) || closed;
        }
    }

    /** A share of an invoice. */
    public record Share(String number, Money amount) {}

    /**
     * A split of a group.
     *
     * @param group the group that was split
     * @param moved references that left it
     * @param state INTENDED, DONE, REFUSED or DROPPED
     * @param newGroup where they went
     * @param outcome what became of it, in words
     */
    public record Split(
            String group,
            List<String> moved,
            String reason,
            String state,
            Optional<String> newGroup,
            Optional<String> outcome,
            Instant intended) {
        public Split {
            moved = List.copyOf(moved);
        }
    }

    /**
     * Other bytes for rows that stood in error.
     *
     * @param accountingDate the day of the new rows, a corporate calendar day
     * @param actor who decided: {@code system} for a link's rule
     * @param state INTENDED, DONE, REFUSED or DROPPED
     * @param outcome what became of it, in words
     */
    public record Amendment(
            String reference,
            LocalDate accountingDate,
            String reason,
            String actor,
            String state,
            Optional<String> outcome,
            Instant intended) {}
}
