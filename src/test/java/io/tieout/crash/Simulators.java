package io.tieout.crash;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The process of both simulators, at the same ports and with the same rows however often it is killed. */
final class Simulators implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final ReadWriteLock calls = new ReentrantReadWriteLock(true);
    private final Map<String, String> settings = Map.of(
            "TIEOUT_SANDBOX_STRIPE_PORT", Integer.toString(Program.freePort()),
            "TIEOUT_SANDBOX_EBS_PORT", Integer.toString(Program.freePort()));
    private final Path home;
    private final Path log;
    private final int megabytes;
    private Program program;

    /** @param home where the rows lie */
    Simulators(Path home, Path log, int megabytes) {
        this.home = home;
        this.log = log;
        this.megabytes = megabytes;
        this.program = started();
    }

    private Program started() {
        Map<String, String> all = new HashMap<>(settings);
        all.put("TIEOUT_HOME", home.toString());
        return Program.lasting(log, megabytes, all, "sandbox");
    }

    String stripe() {
        return "http://127.0.0.1:" + settings.get("TIEOUT_SANDBOX_STRIPE_PORT");
    }

    String ebs() {
        return "http://127.0.0.1:" + settings.get("TIEOUT_SANDBOX_EBS_PORT");
    }

    /** What the test's own calls hold: it must know what its customers and people have done. */
    Lock gate() {
        return calls.readLock();
    }

    /** Fails at once when it ended by itself. */
    void awaitReady() {
        Http stripe = new Http(stripe(), "");
        Http ebs = new Http(ebs(), "");
        await().atMost(START)
                .failFast("the simulators ended by themselves, see " + log, () -> !program.alive())
                .until(() -> ebs.answers("/") && stripe.answers("/"));
    }

    /** Kills it in the middle of the application's calls, and starts it again; the faults that were left are lost. */
    void kill(Faults faults) {
        calls.writeLock().lock();
        try {
            faults.lift();
            program.kill();
            program = started();
            awaitReady();
        } finally {
            calls.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
