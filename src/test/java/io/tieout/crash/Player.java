package io.tieout.crash;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does what the plan says to the real parts. */
final class Player {
    private static final long AGAIN_MILLIS = 200;

    private final Parts parts;
    private final Customers customers;
    private final Clerk clerk;
    private final Story story;
    private final ScheduledExecutorService later;
    private final Queue<Future<?>> promised = new ConcurrentLinkedQueue<>();

    /** What is acted on. */
    record Parts(Company company, Cluster cluster, Database database, Simulators simulators, Faults faults) {}

    Player(Parts parts, Customers customers, Clerk clerk, Story story, ScheduledExecutorService later) {
        this.parts = parts;
        this.customers = customers;
        this.clerk = clerk;
        this.story = story;
        this.later = later;
    }

    /** Does one act and tells of it. */
    void act(Act act) {
        if (act instanceof Act.Pay pay) {
            customers.pay(pay.order());
            story.count("charge ordered, " + pay.order().kind());
        } else if (act instanceof Act.Kill kill) {
            kill(kill);
        } else if (act instanceof Act.RestartDatabase restart) {
            parts.database().restart(restart.crash());
            story.tell("PostgreSQL restarted", restart.crash() ? "as in a crash" : "in order");
        } else if (act instanceof Act.KillSimulators) {
            parts.simulators().kill(parts.faults());
            story.tell("simulators killed", "back with the same rows");
        } else if (act instanceof Act.Break fault) {
            parts.faults().order(fault);
            story.count("fault " + fault.fault() + " ordered at " + fault.remote());
        } else if (act instanceof Act.Deliver deliver) {
            parts.company()
                    .stripe()
                    .post(
                            "/_sandbox/settings",
                            Map.of(
                                    "deliveryMode",
                                    deliver.mode(),
                                    "deliveryDelay",
                                    deliver.delay().toString()));
            story.count("webhooks arrive " + deliver.mode());
        } else if (act instanceof Act.Aim aim) {
            parts.company().aim(parts.cluster().address(aim.process()));
            story.count("webhooks go to process " + aim.process());
        } else if (act instanceof Act.Slow slow) {
            parts.company()
                    .ebs()
                    .post("/_sandbox/settings", Map.of("latency", slow.latency().toString()));
            story.count(slow.latency().isZero() ? "EBS is fast again" : "EBS is slow");
        } else if (act instanceof Act.Clerk deed) {
            hand(deed);
        }
    }

    /** Where kills lie so close together that no process lives, it dies as soon as one is started again. */
    private void kill(Act.Kill kill) {
        Optional<Integer> killed = parts.cluster().kill(kill.process());
        if (killed.isEmpty()) {
            promise(() -> kill(kill), AGAIN_MILLIS);
            return;
        }
        story.tell(
                "process killed",
                "number " + killed.get() + ", back after " + kill.pause().toMillis() + " ms");
        promise(() -> parts.cluster().start(killed.get()), kill.pause().toMillis());
    }

    private void promise(Runnable act, long millis) {
        promised.add(later.schedule(act, millis, TimeUnit.MILLISECONDS));
    }

    /** The next of what must still come about because of an act, such as the start of a process that was killed. */
    Optional<Future<?>> promised() {
        return Optional.ofNullable(promised.poll());
    }

    private void hand(Act.Clerk deed) {
        try {
            clerk.act(deed);
            story.count("clerk " + deed.deed());
        } catch (IllegalStateException e) {
            // A receipt for what is paid already, for example: EBS refuses it, as it would a person.
            story.count("clerk " + deed.deed() + ", refused");
        }
    }
}
