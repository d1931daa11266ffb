package io.tieout.crash;

import io.tieout.crash.Act.Remote;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does what the plan says to the real parts. */
final class Player {
    private final Parts parts;
    private final Customers customers;
    private final Clerk clerk;
    private final Story story;
    private final ScheduledExecutorService later;
    private final List<Future<?>> starts = new CopyOnWriteArrayList<>();

    /** What is acted on. */
    record Parts(Company company, Cluster cluster, Database database) {}

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
        } else if (act instanceof Act.Break fault) {
            order(fault);
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

    private void kill(Act.Kill kill) {
        Optional<Integer> killed = parts.cluster().kill(kill.process());
        if (killed.isEmpty()) {
            story.tell("kill left out", "no process lives");
            return;
        }
        story.tell(
                "process killed",
                "number " + killed.get() + ", back after " + kill.pause().toMillis() + " ms");
        starts.add(later.schedule(
                () -> parts.cluster().start(killed.get()), kill.pause().toMillis(), TimeUnit.MILLISECONDS));
    }

    /** The starts of processes that were killed: each must have come about. */
    List<Future<?>> starts() {
        return List.copyOf(starts);
    }

    private void order(Act.Break fault) {
        Http remote = fault.remote() == Remote.STRIPE
                ? parts.company().stripe()
                : parts.company().ebs();
        remote.post(
                "/_sandbox/faults",
                Map.of(
                        "operation", fault.operation(),
                        "fault", fault.fault(),
                        "times", fault.times(),
                        "delay", fault.delay().toString()));
        story.count("fault " + fault.fault() + " at " + fault.remote());
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
