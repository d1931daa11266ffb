package io.tieout.bench;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What every part of a bench is measured with.
 *
 * @param rig makes sites
 * @param http calls APIs
 * @param clock the time that notifications carry
 * @param plan how much is measured
 * @param progress is told in a line what happens now
 */
record Stand(Rig rig, HttpClient http, Clock clock, Plan plan, Consumer<String> progress) {
    static final int MEDIAN = 50;
    static final int P95 = 95;
    static final int P99 = 99;
    static final String PER_SECOND = "1/s";
    static final String MILLIS = "ms";

    private static final double MEBIBYTE = 1024.0 * 1024;

    /** As much as the program promises to do with; the heap begins as Java lets it begin in a pod of 768 MiB. */
    private static final List<String> MEMORY = List.of("-Xms12m", "-Xmx256m");

    private static final Duration START = Duration.ofMinutes(3);

    /** A process on the site, ready to work. */
    Application ready(Site site, Map<String, String> more) {
        Application application = start(site, more, List.of());
        awaitReady(application);
        return application;
    }

    /** A process on the site, which may still be starting. */
    Application start(Site site, Map<String, String> more, List<String> java) {
        List<String> options = new ArrayList<>(MEMORY);
        options.addAll(java);
        return site.start(more, options);
    }

    void awaitReady(Application application) {
        Calls management = new Calls(http, application.management(), Map.of());
        Wait.until(
                () -> management.answers("/q/health/ready"), START, () -> "the application is not ready, see its log");
    }

    /** The application's API for an administrator of the site. */
    Calls api(Application application, String token) {
        return new Calls(http, application.address(), Map.of("Authorization", "Bearer " + token));
    }

    void tell(String what) {
        progress.accept(what);
    }

    static double mebibytes(long bytes) {
        return bytes / MEBIBYTE;
    }

    static <T> Series series(String what, String unit, List<T> runs, ToDoubleFunction<T> value) {
        return new Series(what, unit, runs.stream().map(value::applyAsDouble).toList());
    }
}
