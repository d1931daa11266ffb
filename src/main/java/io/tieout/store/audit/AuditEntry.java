package io.tieout.store.audit;

import java.util.Map;
import java.util.OptionalLong;

/**
 * One step of the story, as it is written for ever.
 *
 * @param tenant whose story
 * @param actor who did it: {@code system}, or the name of an operator or token
 * @param action what was done, in a fixed short form, for example {@code posting.move}
 * @param subject what it was done to
 * @param detail facts of the step; never secrets or personal data
 */
public record AuditEntry(String tenant, String actor, String action, Subject subject, Map<String, Object> detail) {

    /** The actor of everything that no person asked for. */
    public static final String SYSTEM = "system";

    public AuditEntry {
        detail = Map.copyOf(detail);
    }

    /** What an entry tells of; each part may be absent. */
    public record Subject(
            OptionalLong fact,
            OptionalLong posting,
            OptionalLong batch,
            OptionalLong event,
            OptionalLong connection,
            OptionalLong link) {

        private static final OptionalLong NONE = OptionalLong.empty();

        public static Subject ofFact(long fact) {
            return new Subject(OptionalLong.of(fact), NONE, NONE, NONE, NONE, NONE);
        }

        public static Subject ofPosting(long fact, long posting) {
            return new Subject(OptionalLong.of(fact), OptionalLong.of(posting), NONE, NONE, NONE, NONE);
        }

        public static Subject ofBatch(long batch) {
            return new Subject(NONE, NONE, OptionalLong.of(batch), NONE, NONE, NONE);
        }

        public static Subject ofEvent(long event) {
            return new Subject(NONE, NONE, NONE, OptionalLong.of(event), NONE, NONE);
        }

        public static Subject ofConnection(long connection) {
            return new Subject(NONE, NONE, NONE, NONE, OptionalLong.of(connection), NONE);
        }

        public static Subject ofLink(long link) {
            return new Subject(NONE, NONE, NONE, NONE, NONE, OptionalLong.of(link));
        }

        /** Of something that has no row, for example the route files. */
        public static Subject ofNothing() {
            return new Subject(NONE, NONE, NONE, NONE, NONE, NONE);
        }

        /** The same, seen from a batch too. */
        public Subject inBatch(long theBatch) {
            return new Subject(fact, posting, OptionalLong.of(theBatch), event, connection, link);
        }

        /** The same, caused by an event. */
        public Subject byEvent(long theEvent) {
            return new Subject(fact, posting, batch, OptionalLong.of(theEvent), connection, link);
        }
    }
}
