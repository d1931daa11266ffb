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

/** The threads that routes work on ({@code #workers}) and poll on ({@code #pollers}), and the clock of the domain. */
@ApplicationScoped
public class Workers {
    /** Routes name the pool of claimed rows and freezes by it. */
    public static final String NAME = "workers";

    /** Routes name the pool of polls by it. */
    public static final String POLLERS = "pollers";

    private static final int KINDS = 4; // Events, facts, batches and freezes.

    private final ExecutorService workers;
    private final ExecutorService pollers;

    Workers(WorkConfig config) {
        this.workers = pool("worker", config.most() * KINDS);
        this.pollers = pool("poller", config.polls());
    }

    /** What is handed over is bounded by those who hand over, so that neither refusing nor waiting is needed here. */
    private static ExecutorService pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), work -> daemon(work, name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Camel waits for what is under way before it stops; the threads themselves end with the program. */
    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Produces
    @Singleton
    @Named(NAME)
    ExecutorService workers() {
        return workers;
    }

    @Produces
    @Singleton
    @Named(POLLERS)
    ExecutorService pollers() {
        return pollers;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
