package io.tieout.port.erp;

import io.tieout.domain.posting.Reference;
import java.time.Duration;
import java.util.Map;

/** How a target answers the writes of {@link Journals} that mend a failed group (protocol.md moves 6 and 7). */
public final class GroupAnswers {

    private GroupAnswers() {}

    /** The answer to a split. */
    public sealed interface RegroupAnswer {

        /**
         * Moved now; all rows of both groups wait for an import again.
         *
         * @param group the new group
         * @param moved how many rows it has
         * @param left how many rows stayed behind
         */
        record Done(String group, int moved, int left) implements RegroupAnswer {}

        /** Surely not done: an import or a person is at the rows. */
        record Busy(String reason) implements RegroupAnswer {}

        /** Surely not done: the rows are not those that were counted any more, so look again. */
        record Changed(String reason) implements RegroupAnswer {}

        /** The call surely did not reach the target. */
        record NotSent(String reason, Duration retryAfter) implements RegroupAnswer {}

        /** May have been done: repeat the same, or find. */
        record Unknown(String reason) implements RegroupAnswer {}

        /** Refused; a person must mend what the reason says. */
        record Rejected(String reason) implements RegroupAnswer {}
    }

    /** The answer to an amendment. */
    public sealed interface AmendAnswer {

        /** The target answered for each reference. */
        record Answered(Map<Reference, Amended> results) implements AmendAnswer {
            public Answered {
                results = Map.copyOf(results);
            }
        }

        /** Surely not done: an import or a person is at the rows. */
        record Busy(String reason) implements AmendAnswer {}

        /** The call surely did not reach the target. */
        record NotSent(String reason, Duration retryAfter) implements AmendAnswer {}

        /** May have been done: repeat the same bytes, or find. */
        record Unknown(String reason) implements AmendAnswer {}

        /** Refused as a whole; a person must mend what the reason says. */
        record Rejected(String reason) implements AmendAnswer {}
    }

    /** What became of one reference in an amendment. */
    public sealed interface Amended {

        /** The rows are the new ones, now or before, and wait for an import. */
        record Done() implements Amended {}

        /** Nothing was changed: the rows are not what they were amended from; a person has edited them. */
        record Changed(String reason) implements Amended {}

        /** Nothing was changed: the reference has no rows in this group (imported, deleted or moved). */
        record NotWaiting() implements Amended {}

        /** Nothing was changed: the new lines can't be, for the target's own reason. */
        record Refused(String reason) implements Amended {}
    }
}
