package io.tieout.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.tieout.store.view.ReviewKind;
import io.tieout.store.view.WorkLeft;
import io.tieout.store.view.WorkLeft.Question;
import io.tieout.store.view.WorkLeft.Queue;
import io.tieout.store.view.WorkLeft.Unfinished;
import io.tieout.store.view.WorkLeftQueries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/** Gauges of unfinished work, read from the database at most every 15 seconds, however often they are scraped. */
@ApplicationScoped
public class WorkGauges {
    private static final Logger LOG = Logger.getLogger(WorkGauges.class);
    private static final Duration FRESH = Duration.ofSeconds(15);
    private static final List<String> QUEUES = List.of("events", "facts", "batches");
    private static final List<String> STATES =
            List.of("WAITING", "MATCHED", "SENDING", "SENT", "HELD", "REVIEW", "GONE");

    private final WorkLeftQueries queries;
    private final MeterRegistry meters;
    private final Clock clock;
    private Reading last = new Reading(Instant.MIN, new WorkLeft(List.of(), List.of(), List.of()));

    WorkGauges(WorkLeftQueries queries, MeterRegistry meters, Clock clock) {
        this.queries = queries;
        this.meters = meters;
        this.clock = clock;
    }

    private record Reading(Instant at, WorkLeft left) {}

    void register(@Observes StartupEvent started) {
        for (String queue : QUEUES) {
            Gauge.builder("tieout.queue.due", () -> of(queue, Queue::due))
                    .description("Rows that are due")
                    .tag("queue", queue)
                    .register(meters);
            Gauge.builder("tieout.queue.oldest", () -> of(queue, Queue::oldestSeconds))
                    .description("For how long the oldest has been due")
                    .baseUnit("seconds")
                    .tag("queue", queue)
                    .register(meters);
        }
        for (ReviewKind kind : ReviewKind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
            Gauge.builder("tieout.reviews", () -> asked(kind, Question::open))
                    .description("Questions to people")
                    .tag("kind", name)
                    .register(meters);
            Gauge.builder("tieout.reviews.oldest", () -> asked(kind, Question::oldestSeconds))
                    .description("How long ago the posting of the oldest question was made")
                    .baseUnit("seconds")
                    .tag("kind", name)
                    .register(meters);
        }
        for (String state : STATES) {
            Gauge.builder("tieout.postings", () -> in(state))
                    .description("Postings that are not finished")
                    .tag("state", state)
                    .register(meters);
        }
    }

    private Number of(String queue, ToLongFunction<Queue> number) {
        return left().queues().stream()
                .filter(one -> one.name().equals(queue))
                .mapToLong(number)
                .sum();
    }

    private Number asked(ReviewKind kind, ToLongFunction<Question> number) {
        return left().reviews().stream()
                .filter(one -> one.kind() == kind)
                .mapToLong(number)
                .sum();
    }

    private Number in(String state) {
        return left().postings().stream()
                .filter(one -> one.state().equals(state))
                .mapToLong(Unfinished::count)
                .sum();
    }

    private synchronized WorkLeft left() {
        Instant now = clock.instant();
        if (last.at().isBefore(now.minus(FRESH))) {
            last = new Reading(now, read());
        }
        return last.left();
    }

    /** The other metrics must be scraped while the database is down: the last reading stands in then. */
    private WorkLeft read() {
        try {
            return queries.now();
        } catch (RuntimeException e) {
            LOG.warnf(
                    "unfinished work could not be counted reason=%s",
                    e.getClass().getSimpleName());
            return last.left();
        }
    }
}
