package io.tieout.store.batch;

import io.tieout.domain.connection.ConnectionId;
import java.time.Duration;
import java.util.Optional;

/**
 * A batch as stored.
 *
 * @param number its load number at the target
 * @param requestKey lower-case hex SHA-256 of the bytes
 * @param bytes what is sent, frozen
 * @param state how far it is
 * @param lastError why the last look failed, in words; empty when it did not
 * @param age since it was frozen, by the database's clock
 */
@SuppressWarnings("ArrayRecordComponent")
public record BatchRow(
        long id,
        String tenant,
        ConnectionId target,
        long incarnation,
        long number,
        String requestKey,
        byte[] bytes,
        State state,
        long version,
        Optional<String> lastError,
        Duration age) {

    /** How far a batch is. */
    public enum State {
        /** Its bytes are stored; the load was not acknowledged yet. */
        FROZEN,
        /** The target has answered for each of its postings. */
        LOADED,
        /** Its group stands in error in the target; it is looked at now and then, since a person may mend it there. */
        FAILED,
        /** None of its postings is on the way any more. */
        DONE
    }

    @Override
    public String toString() {
        return "batch " + id + " " + state;
    }
}
