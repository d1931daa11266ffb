package io.tieout.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the doors, as the operator sets them under {@code tieout.intake}. */
@ConfigMapping(prefix = "tieout.intake")
public interface IntakeConfig {

    /** Largest body in bytes, of whatever address; a larger one is answered 413. */
    @WithDefault("1048576")
    int largestBody();

    /** A delivery that is not whole and answered by then is ended with its connection: its sender tries again. */
    @WithDefault("PT1M")
    Duration longestDelivery();

    /**
     * Bytes of bodies that may be on their way, as announced, and at least one of the largest: a body is read when there
     * is room for it. The memory they take may be twice that.
     */
    @WithDefault("67108864")
    long mostArrivingBytes();

    /** Notifications that may wait for their commit; beyond it the door answers 503 at once. */
    @WithDefault("10000")
    int mostWaiting();

    /** Bytes of bodies that may wait for their commit. */
    @WithDefault("67108864")
    long mostWaitingBytes();

    /** Notifications that share one commit at most. */
    @WithDefault("500")
    int mostInGroup();

    /** Commits under way at once. */
    @WithDefault("2")
    int commits();

    /** Committed events that a process remembers, to answer their duplicates without the database. */
    @WithDefault("10000")
    int mostRemembered();

    /** What a sender is told to wait when the door is full or the database can't commit. */
    @WithDefault("PT5S")
    Duration retryAfter();
}
