package io.tieout.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A database that nobody has used, and simulators of as many companies as were asked for, in a process of their own.
 * Closing it ends all of it.
 */
public interface Site extends AutoCloseable {

    /** Whose processor time is told apart. */
    enum Consumer {
        APPLICATION,
        DATABASE,
        SIMULATORS,
        SENDERS
    }

    /** A folder for files that last as long as it. */
    Path folder();

    /** The simulated Stripe of each company. */
    List<URI> stripes();

    /** The simulated EBS of each company. */
    List<URI> erps();

    /**
     * Starts one more process of the application, and returns before it is ready.
     *
     * @param settings environment variables of it
     * @param java options of its Java
     */
    Application start(Map<String, String> settings, List<String> java);

    /**
     * Starts a service on Node in the same database, and returns before it is ready.
     *
     * @param folder with its {@code server.mjs} and what that needs
     * @param secret signs the webhooks that it takes
     * @return where it will answer
     */
    URI startNode(Path folder, String secret);

    /** Options with which Java loads an application's classes by itself; of a native program none. */
    List<String> plainClassPath();

    /** Makes the tenant {@code bench}, once a process has made the tables; the bearer token of its administrator. */
    String letIn();

    /** What stands in the database. */
    Books books();

    /** Processor time of all processes since they started. */
    Map<Consumer, Duration> processorTime();

    @Override
    void close();
}
