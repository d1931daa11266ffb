package io.tieout.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.work.Claim;
import io.tieout.domain.work.Room;
import io.tieout.launch.PostgresAddress;
import io.tieout.store.TestDatabase;
import io.tieout.store.inbox.EventPayloads.Month;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventPayloadsTest {
    private static final int MOST = 100;

    private final YearMonth current = YearMonth.now(ZoneOffset.UTC);
    private final YearMonth old = current.minusMonths(5);
    private final Instant before = start(current.minusMonths(2));
    private PostgresAddress address;
    private TestDatabase store;
    private EventPayloads payloads;
    private InboxEvents inbox;

    @BeforeEach
    void open() {
        address = TestDatabase.migrated();
        store = TestDatabase.on(address);
        payloads = new EventPayloads(store.database());
        inbox = new InboxEvents(store.database());
        run("insert into tenant (name) values ('acme')");
        run(
                "insert into connection (tenant, name, system, base_url, settings) values ('acme', 'c', 'stripe', '', '{}')");
        run("""
                insert into link (key, tenant, flow, source, target, settings, settings_hash)
                values ('l', 'acme', 'charges', 1, 1, '{}', '')""");
        partition(old);
        partition(old.plusMonths(1));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void monthThatIsOver_goesWithItsPartition_andItsEventsStay() {
        events(old, 20, "DONE");
        events(old.plusMonths(1), 3, "IGNORED");

        Optional<Month> first = payloads.thin(before, MOST);
        Optional<Month> second = payloads.thin(before, MOST);

        assertThat(first).hasValueSatisfying(month -> {
            assertThat(month.month()).isEqualTo(old.atDay(1));
            assertThat(month.payloads()).isEqualTo(20);
            assertThat(month.bytes()).isPositive();
        });
        assertThat(second).map(Month::payloads).hasValue(3L);
        assertThat(payloads.thin(before, MOST)).isEmpty();
        assertThat(number("select count(*) from event_payload")).isZero();
        assertThat(number("select count(*) from event")).isEqualTo(23);
        assertThat(number("select count(*) from pg_class where relname = '" + partitionName(old) + "'"))
                .isZero();
        assertThat(number("select sum(gone) from payload_month where kept = 0")).isEqualTo(23);
    }

    @Test
    void whatIsNeededStill_isCopiedForward_untilItsTimeIsOverToo() {
        events(old, 20, "DONE");
        long waiting = events(old, 1, "NEW").get(0);
        long late = events(old, 1, "DEAD").get(0);
        run("update event set done_at = now() - interval '1 day' where id = " + late);

        assertThat(payloads.thin(before, MOST)).map(Month::payloads).hasValue(20L);
        assertThat(numbers("select event from event_payload order by event")).containsExactly(waiting, late);
        assertThat(number("select n_dead_tup from pg_stat_user_tables where relname = '" + partitionName(old) + "'"))
                .isZero();
        assertThat(payloads.thin(before, MOST))
                .as("the next month, which is empty")
                .map(Month::payloads)
                .hasValue(0L);
        assertThat(payloads.thin(before, MOST)).as("nothing more may go").isEmpty();
        assertThat(claimed())
                .extracting(Claim.OfEvent::id, Claim.OfEvent::thinned)
                .containsExactly(tuple(waiting, false));

        run("update event set state = 'DONE', done_at = received_at where id = " + late);
        assertThat(payloads.thin(before, MOST)).map(Month::payloads).hasValue(1L);
        run("update event set state = 'DONE', done_at = received_at");
        assertThat(payloads.thin(before, MOST)).map(Month::payloads).hasValue(1L);
        assertThat(number("select count(*) from event_payload")).isZero();
        assertThat(number("select sum(gone) from payload_month")).isEqualTo(22);
    }

    @Test
    void monthThatIsNotOver_stays_howeverShortTheTime() {
        events(current, 3, "DONE");
        events(old, 3, "DONE");

        assertThat(payloads.thin(start(old.plusMonths(1)), MOST))
                .as("its last events ended up to an hour after it")
                .isEmpty();
        payloads.thin(Instant.now().plus(Duration.ofDays(365)), MOST);
        payloads.thin(Instant.now().plus(Duration.ofDays(365)), MOST);

        assertThat(payloads.thin(Instant.now().plus(Duration.ofDays(365)), MOST))
                .isEmpty();
        assertThat(number("select count(*) from event_payload")).isEqualTo(3);
    }

    @Test
    void monthOfWhichTooManyAreNeeded_staysWhole_andTheNextOneGoes() {
        events(old, MOST + 1, "NEW");
        events(old.plusMonths(1), 2, "DONE");

        assertThat(payloads.thin(before, MOST))
                .map(Month::month)
                .hasValue(old.plusMonths(1).atDay(1));
        assertThat(number("select count(*) from event_payload")).isEqualTo(MOST + 1);
    }

    @Test
    void twoProcessesAtOnce_takeEachPayloadOnce() {
        events(old, 50, "DONE");
        events(old.plusMonths(1), 50, "DONE");
        List<CompletableFuture<Long>> both = Stream.of(1, 2)
                .map(process -> CompletableFuture.supplyAsync(this::thinAll))
                .toList();

        assertThat(both.stream().mapToLong(CompletableFuture::join).sum()).isEqualTo(100);
        assertThat(number("select sum(gone) from payload_month")).isEqualTo(100);
    }

    private long thinAll() {
        try (TestDatabase own = TestDatabase.on(address)) {
            EventPayloads another = new EventPayloads(own.database());
            long gone = 0;
            while (number("select count(*) from event_payload") > 0) {
                gone += another.thin(before, MOST).map(Month::payloads).orElse(0L);
            }
            return gone;
        }
    }

    /** A dump reads for hours: who waits behind it longer than a second holds up the doors. */
    @Test
    void partitionThatIsRead_isLeftForLater() {
        events(old, 2, "DONE");
        try (TestDatabase reader = TestDatabase.on(address)) {
            reader.database()
                    .run(handle -> handle.useTransaction(dump -> {
                        dump.execute("lock table event_payload in access share mode");
                        assertThatThrownBy(() -> payloads.thin(before, MOST)).hasMessageContaining("lock timeout");
                    }));
        }

        assertThat(number("select count(*) from event_payload")).isEqualTo(2);
        assertThat(payloads.thin(before, MOST)).isPresent();
    }

    @Test
    void eventWithoutPayload_isNotQueuedAgain_andIsClaimedAsSuch() {
        long event = events(old, 1, "IGNORED").get(0);
        run("update event set type = 'new.type', reason = '" + InboxEvents.NOT_FOLLOWED + "'");
        assertThat(inbox.requeue(event)).as("while it has its payload").isTrue();
        run("update event set state = 'IGNORED', done_at = received_at");
        payloads.thin(before, MOST);

        assertThat(inbox.requeue(event)).isFalse();
        assertThat(inbox.requeueNotFollowed("new.type")).isZero();

        run("update event set state = 'NEW', next_attempt_at = now()");
        assertThat(claimed()).extracting(Claim.OfEvent::thinned).containsExactly(true);
    }

    @Test
    void endedEvent_keepsTheHashOfItsPayload() {
        long event = events(old, 1, "NEW").get(0);
        String hash = store.database()
                .with(handle -> handle.createQuery("select encode(sha256(payload), 'hex') from event_payload")
                        .mapTo(String.class)
                        .one());

        inbox.done(claimed().get(0), "led somewhere", List.of());
        run("update event set done_at = received_at");
        payloads.thin(before, MOST);

        String kept = store.database()
                .with(handle -> handle.createQuery(
                                "select encode(payload_sha256, 'hex') from event where id = " + event)
                        .mapTo(String.class)
                        .one());
        assertThat(kept).isEqualTo(hash);
    }

    @Test
    void strays_goByTheRow_inSmallPortions() {
        events(old.minusMonths(3), 5, "DONE");
        events(old.minusMonths(3), 1, "NEW");

        assertThat(payloads.thinStrays(before, 3)).containsExactly(new EventPayloads.Strays("acme", 3));
        assertThat(payloads.thinStrays(before, 3)).containsExactly(new EventPayloads.Strays("acme", 2));
        assertThat(payloads.thinStrays(before, 3)).isEmpty();
        assertThat(number("select count(*) from event_payload_default")).isEqualTo(1);
        assertThat(number("select gone from payload_month")).isEqualTo(5);
        assertThat(payloads.oldest().orElseThrow())
                .isEqualTo(start(old.minusMonths(3)).plus(Duration.ofHours(12)));
    }

    @Test
    void stray_thatIsJustQueuedAgain_isLeft() {
        long event = events(old.minusMonths(3), 1, "DEAD").get(0);
        try (TestDatabase other = TestDatabase.on(address)) {
            other.database()
                    .run(handle -> handle.useTransaction(queuing -> {
                        assertThat(new InboxEvents(other.database()).requeue(event))
                                .isTrue();
                        assertThat(payloads.thinStrays(before, MOST)).isEmpty();
                    }));
        }

        assertThat(payloads.thinStrays(before, MOST)).as("it waits for work").isEmpty();
        assertThat(number("select count(*) from event_payload")).isEqualTo(1);
    }

    @Test
    void stray_thatIsJustTaken_isNotQueuedAgain() throws Exception {
        long event = events(old.minusMonths(3), 1, "DEAD").get(0);
        CompletableFuture<Boolean> queued = new CompletableFuture<>();
        try (TestDatabase other = TestDatabase.on(address)) {
            other.database()
                    .run(handle -> handle.useTransaction(thinning -> {
                        assertThat(new EventPayloads(other.database()).thinStrays(before, MOST))
                                .hasSize(1);
                        queued.completeAsync(() -> inbox.requeue(event));
                        await().until(() ->
                                number("select count(*) from pg_locks where locktype = 'transactionid' and not granted")
                                        == 1);
                    }));
        }

        assertThat(queued.get(1, TimeUnit.MINUTES)).isFalse();
        assertThat(number("select count(*) from event where state = 'DEAD'")).isEqualTo(1);
    }

    private List<Claim.OfEvent> claimed() {
        return inbox.claim(Room.of(10), Duration.ofMinutes(1));
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static String partitionName(YearMonth month) {
        return "event_payload_" + month.toString().replace('-', '_');
    }

    private void partition(YearMonth month) {
        run("create table %s partition of event_payload for values from ('%s') to ('%s')"
                .formatted(partitionName(month), start(month), start(month.plusMonths(1))));
    }

    /** Events of noon of a month's first day, ended at once unless they are NEW. */
    private List<Long> events(YearMonth month, int count, String state) {
        return numbers(
                """
                with added as (
                  insert into event (connection_id, event_id, type, created, received_at, origin, state, next_attempt_at,
                    done_at)
                  select %d, 'evt_' || gen_random_uuid(), 'charge.succeeded', '%2$s', '%2$s', 'webhook', '%3$s', '%2$s',
                    case when '%3$s' <> 'NEW' then '%2$s'::timestamptz end
                  from generate_series(1, %4$d) returning id, received_at)
                insert into event_payload (event, received_at, payload)
                select id, received_at, convert_to('{"id": "' || id || '"}', 'UTF8') from added returning event""".formatted(new ConnectionId(1).value(), start(month).plus(Duration.ofHours(12)), state, count));
    }

    private void run(String sql) {
        store.database().run(handle -> handle.execute(sql));
    }

    private long number(String sql) {
        return numbers(sql).get(0);
    }

    private List<Long> numbers(String sql) {
        return store.database()
                .with(handle -> handle.createQuery(sql).mapTo(Long.class).list());
    }
}
