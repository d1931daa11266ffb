package io.tieout.crash;

import static org.awaitility.Awaitility.await;

import io.tieout.crash.Finding.Promise;
import io.tieout.crash.Plan.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Plays the plan in its time, then makes everything calm and waits until the application has nothing left to do. */
final class Stage {
    private static final long LOOK_MILLIS = 1_000;
    private static final Duration PATIENCE = Duration.ofHours(1);
    /** The first process works alone for this part of the time. */
    private static final int ALONE = 4;

    private final Player.Parts parts;
    private final Customers customers;
    private final Clerk clerk;
    private final Story story;
    private final Watch watch;
    private final ScheduledExecutorService threads;

    Stage(Player.Parts parts, Customers customers, Clerk clerk, Story story, ScheduledExecutorService threads) {
        this.watch = new Watch(parts, story);
        this.parts = parts;
        this.customers = customers;
        this.clerk = clerk;
        this.story = story;
        this.threads = threads;
    }

    /**
     * Plays it; answers what was seen that must not be.
     *
     * @throws IllegalStateException when an act of the plan can't be done: the test then says nothing
     */
    List<Finding> play(Plan plan) {
        Player player = new Player(parts, customers, clerk, story, threads);
        story.begin();
        List<Future<?>> under = new ArrayList<>();
        for (Timed timed : plan.acts()) {
            under.add(
                    threads.schedule(() -> told(player, timed.act()), timed.at().toMillis(), TimeUnit.MILLISECONDS));
        }
        Duration alone = plan.length().dividedBy(ALONE);
        for (int number = 1; number < parts.cluster().size(); number++) {
            int next = number;
            under.add(threads.schedule(() -> parts.cluster().start(next), alone.toMillis(), TimeUnit.MILLISECONDS));
        }
        Future<?> looks = threads.scheduleWithFixedDelay(watch::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        try {
            under.forEach(Stage::result);
            for (Optional<Future<?>> next = player.promised(); next.isPresent(); next = player.promised()) {
                result(next.get());
            }
            calm();
            settle();
        } finally {
            looks.cancel(false);
        }
        return end();
    }

    /** Acts fail in another order than they are asked for: the first that failed says why the others did. */
    private void told(Player player, Act act) {
        try {
            player.act(act);
        } catch (RuntimeException e) {
            story.tell("act failed", act + ": " + e);
            throw e;
        }
    }

    /** Nobody writes any more while the auditor reads. */
    private List<Finding> end() {
        List<Finding> findings = new ArrayList<>();
        for (int number : parts.cluster().terminate()) {
            findings.add(new Finding(Promise.NOTHING_LEFT, "process " + number + " didn't end when it was asked"));
        }
        watch.tellEnds();
        findings.addAll(watch.findings());
        return findings;
    }

    private static void result(Future<?> act) {
        try {
            act.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an act of the plan can't be done", e.getCause());
        }
    }

    private void calm() {
        story.say("Calm: no faults any more, all processes run, waiting until nothing is under way");
        parts.faults().lift();
        for (Act.Remote remote : Act.Remote.values()) {
            parts.faults()
                    .hits(remote)
                    .forEach((fault, hits) -> story.count("calls of " + remote + " that " + fault + " hit", hits));
        }
        parts.company().stripe().post("/_sandbox/settings", Map.of("deliveryMode", "prompt"));
        parts.company().ebs().post("/_sandbox/settings", Map.of("latency", "PT0S"));
        clerk.act(new Act.Clerk(Act.Deed.OPEN_PERIOD, 0));
        clerk.act(new Act.Clerk(Act.Deed.RESUME_POSTING, 0));
        for (int number = 0; number < parts.cluster().size(); number++) {
            parts.cluster().start(number);
        }
    }

    /** Whoever never comes to an end is found by the auditor. */
    private void settle() {
        Rest rest =
                new Rest(parts.database(), parts.cluster(), customers.charges().size());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(LOOK_MILLIS / 2))
                .until(() -> rest.nothingUnderWay() || rest.stuck());
        List<String> reasons = rest.reasons();
        story.say(reasons.isEmpty() ? "Nothing is under way" : "Stuck: " + reasons + ", " + rest.standing());
    }
}
