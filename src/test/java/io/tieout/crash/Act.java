package io.tieout.crash;

import java.time.Duration;

/** Something that is done to the parts at a moment of the plan. */
sealed interface Act {

    /** A customer pays. */
    record Pay(Order order) implements Act {}

    /** A process ends as by {@code kill -9}; it is started again after the pause. */
    record Kill(int process, Duration pause) implements Act {}

    /** PostgreSQL stops, in order or as in a crash, and is started again at once. */
    record RestartDatabase(boolean crash) implements Act {}

    /** The process of both simulators ends as by {@code kill -9}, and is started again with the same rows. */
    record KillSimulators() implements Act {}

    /** The next calls of an operation go wrong at a simulator. */
    record Break(Remote remote, String operation, String fault, int times, Duration delay) implements Act {}

    /** From now on Stripe's webhooks arrive so ({@code src/docs/sandbox-stripe.md}). */
    record Deliver(String mode, Duration delay) implements Act {}

    /** From now on Stripe's webhooks go to this process. */
    record Aim(int process) implements Act {}

    /** From now on each call of EBS takes so much longer. */
    record Slow(Duration latency) implements Act {}

    /** A clerk does something by hand in EBS; {@code order} says with whose invoice, where it is about one. */
    record Clerk(Deed deed, int order) implements Act {}

    /** The simulated systems. */
    enum Remote {
        STRIPE,
        EBS
    }

    /** What the clerk does. */
    enum Deed {
        /** Enters a receipt for the invoice: it is paid by other means. */
        RECEIPT,
        /** Puts the invoice in dispute. */
        DISPUTE,
        CLOSE_PERIOD,
        OPEN_PERIOD,
        /** Imported journals stay unposted. */
        HOLD_POSTING,
        /** They are posted by themselves again. */
        RESUME_POSTING,
        /** Posts what is imported, before EBS does. */
        POST
    }
}
