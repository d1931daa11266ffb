package io.tieout.intake;

import io.tieout.flow.WorkConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that routes work on ({@code #workers}), and the clock of the domain. */
@ApplicationScoped
public class Workers {
    /** Routes name the pool by it. */
    public static final String NAME = "workers";

    private final ThreadPoolExecutor pool;

    Workers(WorkConfig config) {
        int threads = config.threads();
        // A full queue lets the dispatching thread work itself: claims then come slower, and nothing is dropped.
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(threads * 16),
                Workers::daemon,
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /** Camel waits for what is under way before it stops; the threads themselves end with the program. */
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "worker");
        thread.setDaemon(true);
        return thread;
    }

    @Produces
    @Singleton
    @Named(NAME)
    ExecutorService workers() {
        return pool;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
