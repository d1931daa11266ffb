package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperSnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Rows that the package XX_TIEOUT_PUB owns (src/docs/ebs-package.md), and what the sandbox keeps of its own. */
final class TieoutRows {

    private TieoutRows() {}

    /** XX_TIEOUT_KEYS: one per reference; a tombstone (STATE CLOSED) may have no content. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record KnownReference(
            String reference,
            String installation,
            long incarnation,
            @Nullable Long loadNumber,
            @Nullable String requestKey,
            @Nullable String contentHash,
            @Nullable Long ledgerId,
            @Nullable String jeSource,
            @Nullable Long groupId,
            String state,
            @Nullable String closeReason,
            String linesJson,
            LocalDateTime createdAt,
            LocalDateTime updatedAt) {

        boolean closed() {
            return state.equals("CLOSED");
        }

        KnownReference closed(String reason, LocalDateTime now) {
            return changed(new Change(contentHash, groupId, "CLOSED", reason, linesJson), now);
        }

        KnownReference inGroup(long group, LocalDateTime now) {
            return changed(new Change(contentHash, group, state, closeReason, linesJson), now);
        }

        KnownReference amended(String hash, String lines, LocalDateTime now) {
            return changed(new Change(hash, groupId, state, closeReason, lines), now);
        }

        private record Change(
                @Nullable String hash,
                @Nullable Long group,
                String state,
                @Nullable String reason,
                String lines) {}

        private KnownReference changed(Change change, LocalDateTime now) {
            return new KnownReference(
                    reference,
                    installation,
                    incarnation,
                    loadNumber,
                    requestKey,
                    change.hash(),
                    ledgerId,
                    jeSource,
                    change.group(),
                    change.state(),
                    change.reason(),
                    change.lines(),
                    createdAt,
                    now);
        }
    }

    /** XX_TIEOUT_LOADS: one per load number of an installation's incarnation. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record Load(String installation, long incarnation, long loadNumber, String requestKey) {}

    /** XX_TIEOUT_RUNS: one per import run that the package submitted. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record Run(long groupId, long runNumber, long requestId) {}

    /** XX_TIEOUT_FENCES: calls of lower incarnations of the installation are refused. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record Fence(String installation, long incarnation, LocalDateTime fencedAt) {}

    /** SANDBOX_GROUP_FAULTS: a fault that waits for the next import of a group. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record GroupFault(long groupId, String fault) {}

    /** SANDBOX_SETTINGS: the one row of switches. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record Settings(long id, EbsSettings settings) {}
}
