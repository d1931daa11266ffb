package io.tieout.domain.work;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.FactKey;
import java.time.Instant;

/**
 * A row that a worker has leased. Every write for it is guarded by its epoch: when another worker has taken it over,
 * the write changes nothing and {@link ClaimLost} stops the late one (protocol.md section 4).
 */
public sealed interface Claim {

    /** The row's number within its kind. */
    long id();

    /** The lease's number: rises with each claim of the row. */
    long epoch();

    /** Attempts so far, this one included. */
    int attempts();

    /** Whether people may have been told of the row when it was claimed: only who holds a row raises alerts about it. */
    boolean alerted();

    /**
     * An event of the inbox.
     *
     * @param connection who sent it
     * @param eventId the provider's id
     * @param type the provider's type
     * @param created when the provider made it (UTC)
     * @param payload the exact bytes received; none once it was thinned
     */
    @SuppressWarnings("ArrayRecordComponent")
    record OfEvent(
            long id,
            long epoch,
            int attempts,
            boolean alerted,
            ConnectionId connection,
            String eventId,
            String type,
            Instant created,
            byte[] payload)
            implements Claim {

        /** Whether its payload is gone, so that nothing can be read from it any more. */
        public boolean thinned() {
            return payload.length == 0;
        }

        @Override
        public String toString() {
            return "event " + id + " epoch " + epoch;
        }
    }

    /**
     * A fact.
     *
     * @param connection where it was found
     * @param key its identity
     * @param version its version when it was claimed, or fetched again under the claim
     * @param stale whether it must be fetched again before anything is decided
     */
    record OfFact(
            long id,
            long epoch,
            int attempts,
            boolean alerted,
            ConnectionId connection,
            FactKey key,
            long version,
            boolean stale)
            implements Claim {

        /** The same claim of the fact as it was just fetched again. */
        public OfFact at(long fetched) {
            return new OfFact(id, epoch, attempts, alerted, connection, key, fetched, stale);
        }

        @Override
        public String toString() {
            return "fact " + id + " epoch " + epoch;
        }
    }

    /**
     * A batch.
     *
     * @param target where it goes
     */
    record OfBatch(long id, long epoch, int attempts, boolean alerted, ConnectionId target) implements Claim {
        @Override
        public String toString() {
            return "batch " + id + " epoch " + epoch;
        }
    }
}
