package io.tieout.flow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.tieout.store.fact.FactTexts;
import io.tieout.store.fact.FactTexts.Passed;
import io.tieout.store.inbox.EventPayloads;
import io.tieout.store.inbox.EventPayloads.Month;
import io.tieout.store.inbox.SeenEvents;
import io.tieout.store.item.ItemNames;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import org.jboss.logging.Logger;

/**
 * Steps of {@code routes/retention.camel.yaml}: payloads go when their time is over, in small portions. What a look
 * can't take is taken by the next one, so a failure is told and stops nothing else.
 */
@ApplicationScoped
@Named("retention")
public class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final String EVENTS = "events";
    private static final String FACTS = "facts";

    private final Thinning thinning;
    private final ItemNames items;
    private final SeenEvents seen;
    private final EventPayloads payloads;
    private final FactTexts texts;
    private final Keep keep;
    private final RetentionConfig config;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Instant> oldest = new ConcurrentHashMap<>();

    Retention(
            Thinning thinning,
            ItemNames items,
            SeenEvents seen,
            EventPayloads payloads,
            FactTexts texts,
            Keep keep,
            RetentionConfig config,
            MeterRegistry meters,
            Clock clock) {
        this.thinning = thinning;
        this.items = items;
        this.seen = seen;
        this.payloads = payloads;
        this.texts = texts;
        this.keep = keep;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
    }

    /** Making this bean has read the settings, so that a wrong one is refused at start. */
    void begin(@Observes StartupEvent started) {
        keep.events();
        for (String what : List.of(EVENTS, FACTS)) {
            Gauge.builder("tieout.retention.oldest", () -> age(what))
                    .description("Age of the oldest payload that is stored")
                    .baseUnit("seconds")
                    .tag("what", what)
                    .register(meters);
        }
    }

    private long age(String what) {
        return Optional.ofNullable(oldest.get(what))
                .map(since -> Duration.between(since, clock.instant()).toSeconds())
                .orElse(0L);
    }

    /** Takes the payloads of notifications. */
    public void eventPayloads() {
        guarded(EVENTS, () -> {
            portions(most -> month());
            portions(most -> counted(EVENTS, thinning.strays(keep.events(), most), 0));
            remember(EVENTS, payloads.oldest());
        });
    }

    private int month() {
        Optional<Month> gone = thinning.month(keep.events(), config.mostKept());
        gone.ifPresent(month -> counted(EVENTS, month.payloads(), month.bytes()));
        // The next month may be due too.
        return gone.isPresent() ? config.portion() : 0;
    }

    /** Takes the free texts of facts, and the names in the evidence of their postings. */
    public void factTexts() {
        guarded(FACTS, () -> {
            portions(most -> passed(thinning.pass(keep.facts(), most), most));
            portions(most -> passed(thinning.left(keep.facts(), most), most));
            remember(FACTS, texts.oldest());
        });
    }

    private int passed(Passed passed, int most) {
        passed.thinned().forEach(one -> counted(FACTS, one.rows(), one.bytes()));
        return passed.on() ? most : 0;
    }

    /** Takes the customers' names of closed items from the mirror. */
    public void openItems() {
        guarded("items", () -> portions(most -> counted("items", items.thin(keep.facts(), most), 0)));
    }

    /** Forgets by which ids duplicates were known. */
    public void seenEvents() {
        guarded("duplicates", () -> portions(most -> counted("duplicates", seen.forget(keep.duplicates(), most), 0)));
    }

    /** Takes portions until one is not full, or there were enough for this look. */
    private void portions(IntUnaryOperator portion) {
        boolean more = true;
        for (int taken = 0; more && taken < config.mostPortions(); taken++) {
            more = portion.applyAsInt(config.portion()) >= config.portion();
        }
    }

    private int counted(String what, long rows, long bytes) {
        meters.counter("tieout.retention.thinned", "what", what).increment((double) rows);
        meters.counter("tieout.retention.bytes", "what", what).increment((double) bytes);
        return (int) rows;
    }

    private void remember(String what, Optional<Instant> since) {
        since.ifPresentOrElse(instant -> oldest.put(what, instant), () -> oldest.remove(what));
    }

    private void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warnf(
                    "retention could not take everything, it tries again what=%s reason=%s",
                    what, e.getClass().getSimpleName());
        }
    }
}
