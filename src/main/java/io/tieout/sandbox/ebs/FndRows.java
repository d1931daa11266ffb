package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperSnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Rows of the foundation: concurrent requests, users and grants. Times are of the database's zone. */
final class FndRows {

    private FndRows() {}

    /**
     * FND_CONCURRENT_REQUESTS, with the program's short name in place of its id. ARGUMENT1 to 4 are those of
     * GLLEZLSRS: data access set, internal source name, ledger, group; its child GLLEZL carries the same.
     */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record ConcurrentRequest(
            long requestId,
            @Nullable Long parentRequestId,
            String program,
            String phaseCode,
            String statusCode,
            String argument1,
            String argument2,
            String argument3,
            String argument4,
            long requestedBy,
            LocalDateTime requestDate,
            @Nullable LocalDateTime actualCompletionDate,
            @Nullable String completionText) {

        boolean unfinished() {
            return !phaseCode.equals("C");
        }

        long ledgerId() {
            return Long.parseLong(argument3);
        }

        long groupId() {
            return Long.parseLong(argument4);
        }

        ConcurrentRequest child(long id, LocalDateTime now) {
            return new ConcurrentRequest(
                    id,
                    requestId,
                    "GLLEZL",
                    "P",
                    "I",
                    argument1,
                    argument2,
                    argument3,
                    argument4,
                    requestedBy,
                    now,
                    null,
                    null);
        }

        ConcurrentRequest running() {
            return changed("R", "R", null, null);
        }

        ConcurrentRequest completed(String status, LocalDateTime now, String text) {
            return changed("C", status, now, text);
        }

        private ConcurrentRequest changed(
                String phase, String status, @Nullable LocalDateTime end, @Nullable String text) {
            return new ConcurrentRequest(
                    requestId,
                    parentRequestId,
                    program,
                    phase,
                    status,
                    argument1,
                    argument2,
                    argument3,
                    argument4,
                    requestedBy,
                    requestDate,
                    end,
                    text);
        }
    }

    /** FND_USER; the password's column reads INVALID when the user is locked, and never holds a password here. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record User(long userId, String userName, String encryptedUserPassword, int failedLogons) {

        static final String LOCKED = "INVALID";

        boolean locked() {
            return encryptedUserPassword.equals(LOCKED);
        }

        User failed(int limit) {
            int failures = failedLogons + 1;
            return new User(userId, userName, failures >= limit ? LOCKED : encryptedUserPassword, failures);
        }

        User fresh() {
            return new User(userId, userName, "EXTERNAL", 0);
        }

        @Override
        public String toString() {
            return "User[" + userName + "]";
        }
    }

    /** FND_GRANTS, reduced to who may call which method of the deployed service. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record Grant(String granteeKey, String operation) {

        String key() {
            return granteeKey + "/" + operation;
        }
    }
}
