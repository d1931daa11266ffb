package io.tieout.port;

import java.time.Duration;

/** How a target answers a write of one reference (design.md section 4). */
public sealed interface SubmitOutcome {

    /** Done now. */
    record Accepted() implements SubmitOutcome {}

    /** Known with the same content; nothing was done again. */
    record AlreadyThere() implements SubmitOutcome {}

    /** Known with other content: a person must look. */
    record Conflict(String reason) implements SubmitOutcome {}

    /** A tombstone stands: absent, and it stays so. */
    record Closed() implements SubmitOutcome {}

    /** Refused, nothing was left in the target; the reason is the target's own. */
    record Refused(String reason) implements SubmitOutcome {}

    /** Surely not done. */
    record NotSent(Duration retryAfter) implements SubmitOutcome {}

    /** May have been done. */
    record Unknown(String reason) implements SubmitOutcome {}
}
