package io.tieout.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.store.OldFacts;
import io.tieout.store.TestDatabase;
import io.tieout.store.fact.FactTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * How large the tables grow under a steady rate of events and facts while retention runs beside it, in the PostgreSQL
 * of the tests; no test of its own, see src/docs/retention.md. Days pass quickly: each second of the bench is
 * {@code days} days of the calendar, so that months come and go. Each event is written as the door does it, claimed and
 * ended; every fifth leads to a charge whose posting ends as well. System properties: {@code bench.seconds} (120),
 * {@code bench.rate} events a second (500), {@code bench.days} (10).
 */
class RetentionBenchmark {
    private static final int SECONDS = Integer.getInteger("bench.seconds", 120);
    private static final int RATE = Integer.getInteger("bench.rate", 500);
    private static final int DAYS = Integer.getInteger("bench.days", 10);
    private static final int ROUNDS_A_SECOND = 5;
    private static final int SAMPLES = 12;
    private static final Duration KEEP = Duration.ofDays(90);
    private static final List<String> TABLES = List.of("event", "event_seen", "event_payload%", "fact", "posting");

    private final Instant begin = Instant.now().minus(Duration.ofDays((long) SECONDS * DAYS + 62));
    private final List<String> lines = new ArrayList<>();
    private final TestDatabase store = TestDatabase.on(TestDatabase.migrated());
    private final OldFacts facts = new OldFacts(store);
    private volatile Optional<RuntimeException> failure = Optional.empty();
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void measure() throws InterruptedException, IOException {
        try (store) {
            facts.prepare();
            months();
            lines.add("| second | " + String.join(" | ", TABLES) + " | payloads stored |");
            lines.add("|---:|" + "---:|".repeat(TABLES.size() + 1));
            ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
            ScheduledFuture<?> writing = threads.scheduleAtFixedRate(
                    () -> guarded(this::write), 0, 1000 / ROUNDS_A_SECOND, TimeUnit.MILLISECONDS);
            ScheduledFuture<?> thinning =
                    threads.scheduleAtFixedRate(() -> guarded(this::thin), 1, 1, TimeUnit.SECONDS);
            for (int sample = 1; sample <= SAMPLES; sample++) {
                assertThat(threads.awaitTermination(SECONDS * 1000L / SAMPLES, TimeUnit.MILLISECONDS))
                        .isFalse();
                sample();
            }
            assertThat(List.of(writing.isDone(), thinning.isDone()))
                    .as("nothing ended early")
                    .containsOnly(false);
            threads.shutdownNow();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        Files.write(Path.of("target/retention-bench.md"), lines);
        assertThat(failure).isEmpty();
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    private Instant today() {
        return begin.plus(Duration.ofHours(24L * DAYS * rounds.get() / ROUNDS_A_SECOND));
    }

    private void months() {
        YearMonth last = YearMonth.now(ZoneOffset.UTC);
        for (YearMonth month = YearMonth.from(begin.atZone(ZoneOffset.UTC));
                month.isBefore(last);
                month = month.plusMonths(1)) {
            facts.run("create table event_payload_%s partition of event_payload for values from ('%s') to ('%s')"
                    .formatted(
                            month.toString().replace('-', '_'),
                            month.atDay(1) + "T00:00:00Z",
                            month.plusMonths(1).atDay(1) + "T00:00:00Z"));
        }
    }

    private void write() {
        int events = RATE / ROUNDS_A_SECOND;
        String now = today().toString();
        String name = "evt_" + rounds.get() + "_";
        facts.run("""
                with added as (
                  insert into event (connection_id, event_id, type, created, received_at, origin)
                  select 1, '%1$s' || n, 'charge.succeeded', '%2$s', '%2$s', 'webhook' from generate_series(1, %3$d) n
                  returning id, event_id, received_at),
                seen as (
                  insert into event_seen (connection_id, event_id, received_at) select 1, event_id, received_at from added)
                insert into event_payload (event, received_at, payload)
                select id, received_at, sha512(event_id::bytea) || convert_to(repeat(md5(event_id), 60), 'UTF8') from added
                """.formatted(name, now, events));
        facts.run("update event set epoch = epoch + 1, attempts = 1 where state = 'NEW'");
        facts.run("update event set state = 'DONE', done_at = received_at where state = 'NEW'");
        List<Long> made = facts.charges(events / 5);
        String ids = made.get(0) + " and " + made.get(made.size() - 1);
        facts.run("update fact set first_seen_at = '%1$s', updated_at = '%1$s' where id between %2$s"
                .formatted(now, ids));
        facts.run("update posting set updated_at = '%s' where fact_id between %s".formatted(now, ids));
        facts.run("update batch set done_at = '%s' where incarnation = 1 and number between %s".formatted(now, ids));
        rounds.incrementAndGet();
    }

    private void thin() {
        Instant before = today().minus(KEEP);
        EventPayloads payloads = new EventPayloads(store.database());
        FactTexts texts = new FactTexts(store.database());
        SeenEvents seen = new SeenEvents(store.database());
        while (payloads.thin(before, 1000).isPresent()) {
            // The next month.
        }
        while (texts.pass(before, Duration.ofDays(1), 500).on()) {
            // The next facts.
        }
        while (seen.forget(before, 500) == 500) {
            // The next ids.
        }
    }

    /** Megabytes with indexes, and dead rows in thousands, of each table with its partitions. */
    private void sample() {
        StringBuilder line = new StringBuilder("| " + rounds.get() / ROUNDS_A_SECOND);
        for (String table : TABLES) {
            line.append(" | ").append(facts.text("""
                    select round(sum(pg_total_relation_size(relid)) / 1e6, 1) || ' MB, '
                      || round(sum(n_dead_tup) / 1000.0, 1) || 'k dead'
                    from pg_stat_user_tables where relname like '%s'""".formatted(table)));
        }
        line.append(" | ")
                .append(facts.text("select count(*)::text from event_payload"))
                .append(" |");
        lines.add(line.toString());
    }
}
