package io.tieout.routes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tieout.intake.RouteFiles;
import io.tieout.intake.RouteSet;
import io.tieout.intake.RouteSwap;
import io.tieout.intake.RouteSwapFailed;
import io.tieout.intake.RoutesConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes over changed route files while the program runs, all of them as one set. It compares contents several times a
 * second and waits for no notices of the file system: those don't come from every mount, and Kubernetes changes a
 * ConfigMap by exchanging one link that no route file is. A set counts when it has stood still for a while, is judged
 * whole, and then runs whole, or the one before it does.
 */
@ApplicationScoped
public class RouteWatch {
    private static final Logger LOG = Logger.getLogger(RouteWatch.class);
    private static final long LONGEST_END_SECONDS = 10;

    private final RoutesConfig config;
    private final MountedFolder folder;
    private final RouteSet set;
    private final RouteSwap swap;
    private final RouteNews news;
    private final ScheduledExecutorService watcher =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "route-watch"));
    private @Nullable ScheduledFuture<?> looks;
    private @Nullable RouteCheck check;
    private String seen = "";
    private long seenSinceNanos;

    RouteWatch(RoutesConfig config, MountedFolder folder, RouteSet set, RouteSwap swap, RouteNews news) {
        this.config = config;
        this.folder = folder;
        this.set = set;
        this.swap = swap;
        this.news = news;
    }

    void begin(@Observes StartupEvent started) {
        if (config.directory().isPresent()) {
            long pause = config.look().toMillis();
            looks = watcher.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
        }
    }

    /** A swap under way ends, and then all work, before Camel is stopped and before what the work needs. */
    void end(@Observes @Priority(Interceptor.Priority.APPLICATION) ShutdownEvent shutdown) throws InterruptedException {
        if (looks != null) {
            looks.cancel(false);
        }
        watcher.shutdown();
        if (!watcher.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
            watcher.shutdownNow();
        }
        swap.end();
    }

    private void look() {
        try {
            if (swap.ready()) {
                lookAt();
                news.tell();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "route files could not be looked at");
        }
    }

    private void lookAt() throws InterruptedException {
        RouteFiles files;
        try {
            files = folder.read().orElseThrow();
        } catch (UncheckedIOException e) {
            // A folder that is away is no set without files.
            if (stands("unreadable") && !news.isRefused("unreadable")) {
                news.refused("unreadable", set.hash(), List.of(String.valueOf(e.getMessage())));
            }
            return;
        }
        String hash = files.hash();
        if (!stands(hash) || news.isRefused(hash)) {
            return;
        }
        if (hash.equals(set.hash()) && swap.running()) {
            news.over();
        } else {
            take(files);
        }
    }

    /** Whether the same was seen at each look for long enough: a half-copied set is not taken. */
    private boolean stands(String hash) {
        if (!seen.equals(hash)) {
            seen = hash;
            seenSinceNanos = System.nanoTime();
        }
        return System.nanoTime() - seenSinceNanos >= config.settle().toNanos();
    }

    private void take(RouteFiles next) throws InterruptedException {
        RouteFiles before = set.files();
        List<String> findings = check().set(next).findings();
        if (!findings.isEmpty()) {
            news.refused(next.hash(), before.hash(), findings);
            return;
        }
        try {
            swap.to(next);
            news.reloaded(before, next);
        } catch (RouteSwapFailed failed) {
            LOG.warnf(failed, "route files could not be started set=%s", next.hash());
            news.refused(next.hash(), before.hash(), List.of(finding(next, failed)));
        }
    }

    private static String finding(RouteFiles files, RouteSwapFailed failed) {
        Optional<String> place = failed.route().flatMap(route -> RouteCheck.placeOf(files, route));
        return place.orElse("") + "could not be started: " + failed.getMessage();
    }

    /** Made when it is first needed: the schema is large. */
    private RouteCheck check() {
        RouteCheck known = check;
        if (known == null) {
            known = RouteCheck.ofProgram();
            check = known;
        }
        return known;
    }
}
