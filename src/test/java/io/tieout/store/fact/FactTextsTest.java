package io.tieout.store.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.ChargeStatus;
import io.tieout.domain.fact.DisputeStatus;
import io.tieout.domain.fact.FactKey;
import io.tieout.domain.money.Money;
import io.tieout.launch.PostgresAddress;
import io.tieout.store.OldFacts;
import io.tieout.store.TestDatabase;
import io.tieout.store.fact.FactTexts.Passed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactTextsTest {
    private static final FactBefore FIRST = new FactBefore(0, 1, 0, 0);
    private static final Duration GRACE = Duration.ofDays(1);
    private static final Facts.Found FOUND = new Facts.Found("acme", new ConnectionId(1), OptionalLong.empty());
    private static final String KEPT = """
            select jsonb_build_object('fact', to_jsonb(f) - 'snapshot' - 'thinned_at' - 'snapshot_sha256',
              'fields', f.snapshot - 'description' - 'metadata', 'posting', to_jsonb(p) - 'evidence',
              'allocation', to_jsonb(a), 'batch', to_jsonb(b))::text
            from fact f join posting p on p.fact_id = f.id join allocation a on a.posting_id = p.id
              join batch b on b.id = p.batch_id where f.id = %d""";

    private final Instant before = Instant.now().minus(Duration.ofDays(90));
    private PostgresAddress address;
    private TestDatabase store;
    private OldFacts facts;
    private FactTexts texts;

    @BeforeEach
    void start() {
        address = TestDatabase.migrated();
        store = TestDatabase.on(address);
        facts = new OldFacts(store);
        facts.prepare();
        texts = new FactTexts(store.database());
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void finishedFact_losesTextsAndNames_andKeepsEverythingElse() {
        long fact = facts.charge();
        String kept = facts.text(KEPT.formatted(fact));
        String hash = facts.text(
                "select encode(sha256(convert_to(snapshot::text, 'UTF8')), 'hex') from fact where id = " + fact);

        Passed passed = pass(10);

        assertThat(passed.thinned()).singleElement().satisfies(one -> {
            assertThat(one.tenant()).isEqualTo("acme");
            assertThat(one.rows()).isOne();
            assertThat(one.bytes()).isBetween(30L, 60L);
        });
        assertThat(facts.text(KEPT.formatted(fact))).isEqualTo(kept);
        assertThat(facts.row("""
                        select snapshot ->> 'description' as text, snapshot ->> 'metadata' as more,
                          encode(snapshot_sha256, 'hex') as hash, thinned_at > now() - interval '1 minute' as now
                        from fact"""))
                .containsEntry("text", "")
                .containsEntry("more", "{}")
                .containsEntry("hash", hash)
                .containsEntry("now", true);
        assertThat(facts.text("select evidence::text from posting"))
                .doesNotContain("Roe", "Doe")
                .containsSubsequence("another", "INV-7", "late", "INV-8");
        assertThat(facts.text("select convert_from(bytes, 'UTF8') from batch")).isEqualTo("sent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update posting set state = 'WAITING'",
                "update posting set state = 'MATCHED'",
                "update posting set state = 'SENDING'",
                "update posting set state = 'SENT'",
                "update posting set state = 'HELD'",
                "update posting set state = 'REVIEW'",
                "update posting set state = 'GONE'",
                "update posting set updated_at = now() - interval '80 days'",
                "update batch set done_at = null, state = 'LOADED'",
                "update batch set done_at = now() - interval '80 days'",
                "update fact set next_attempt_at = now() + interval '1 day'",
                "update fact set lease_until = now() + interval '1 minute'",
                "update fact set stale = true",
                "update fact set updated_at = now() - interval '80 days'",
                "update fact set snapshot = snapshot || '{\"dispute\": \"OPEN\"}'",
                "update fact set snapshot = snapshot || '{\"dispute\": \"UNRECOGNIZED\"}'",
                "delete from allocation; delete from posting"
            })
    void whatIsNeededStill_keepsItsTexts_andIsLookedAtAgain(String need) {
        long fact = facts.charge();
        facts.run(need);

        assertThat(pass(10)).isEqualTo(new Passed(true, List.of()));
        assertThat(texts.left(before, 10).thinned()).isEmpty();

        assertThat(facts.text("select snapshot ->> 'description' from fact where id = " + fact))
                .isEqualTo("Jane Roe's chair");
        assertThat(facts.numbers("select id from fact where to_thin")).containsExactly(fact);
        assertThat(texts.oldest()).isPresent();
    }

    /** What waits for long does not keep those behind it from a look. */
    @Test
    void factsThatAreNeededStill_areLookedAtInRounds() {
        facts.charge();
        facts.charge();
        facts.charge();
        facts.run("update posting set state = 'HELD'");
        pass(10);
        long last = facts.numbers("select max(id) from fact").get(0);
        facts.run("update posting set state = 'CONFIRMED' where fact_id = " + last);

        assertThat(texts.left(before, 1)).isEqualTo(new Passed(true, List.of()));
        assertThat(texts.left(before, 1)).isEqualTo(new Passed(true, List.of()));
        assertThat(texts.left(before, 1).thinned()).extracting(Thinned::rows).containsExactly(1L);
        assertThat(texts.left(before, 1)).as("the round is over").isEqualTo(new Passed(false, List.of()));
        facts.run("update posting set state = 'CONFIRMED'");
        assertThat(texts.left(before, 1).thinned()).extracting(Thinned::rows).containsExactly(1L);
    }

    @Test
    void factThatIsOverLater_isThinnedThen_once() {
        facts.charge();
        facts.run("update posting set state = 'HELD'");
        pass(10);
        assertThat(texts.left(before, 10).thinned()).isEmpty();

        facts.run("update posting set state = 'CONFIRMED'");

        assertThat(texts.left(before, 10).thinned()).extracting(Thinned::rows).containsExactly(1L);
        assertThat(texts.left(before, 10).thinned()).isEmpty();
        assertThat(texts.oldest()).isEmpty();
    }

    @Test
    void portions_areSmall_andGoOnWhereTheOneBeforeEnded() {
        facts.charges(25);

        Stream<Long> sizes = Stream.generate(() -> new FactTexts(store.database()).pass(before, GRACE, 10))
                .takeWhile(Passed::on)
                .map(passed -> passed.thinned().get(0).rows());

        assertThat(sizes).containsExactly(10L, 10L, 5L);
        assertThat(facts.numbers("select count(*) from fact where thinned_at is null"))
                .containsExactly(0L);
    }

    @Test
    void passedFacts_areNotLookedAtAgain() {
        facts.charges(3);
        pass(10);
        facts.run("update fact set thinned_at = null, snapshot = '" + "{\"description\": \"again\"}" + "'");

        assertThat(pass(10)).isEqualTo(new Passed(false, List.of()));
        assertThat(texts.left(before, 10).thinned()).isEmpty();
    }

    @Test
    void youngFacts_waitForTheirTime() {
        long old = facts.charge();
        long young = facts.charge();
        facts.run("update fact set first_seen_at = now() - interval '90 days 12 hours' where id = " + young);

        pass(10);

        assertThat(facts.numbers("select passed from retention_mark where subject = 'facts'"))
                .containsExactly(old);
        assertThat(facts.numbers("select id from fact where thinned_at is null"))
                .containsExactly(young);
    }

    @Test
    void twoProcessesAtOnce_thinEachFactOnce() {
        facts.charges(300);
        List<CompletableFuture<Long>> both = Stream.of(1, 2)
                .map(process -> CompletableFuture.supplyAsync(this::thinAll))
                .toList();

        assertThat(both.stream().mapToLong(CompletableFuture::join).sum()).isEqualTo(300);
        assertThat(facts.numbers("select count(*) from fact where thinned_at is null or to_thin"))
                .containsExactly(0L);
    }

    private long thinAll() {
        try (TestDatabase own = TestDatabase.on(address)) {
            FactTexts another = new FactTexts(own.database());
            long rows = 0;
            // Whoever finds the mark taken tries again; the end is where no fact is left before it.
            while (own.database()
                            .with(handle -> handle.createQuery(
                                            "select passed from retention_mark where subject = 'facts'")
                                    .mapTo(Long.class)
                                    .one())
                    < 300) {
                rows += another.pass(before, GRACE, 7).thinned().stream()
                        .mapToLong(Thinned::rows)
                        .sum();
            }
            return rows;
        }
    }

    @Test
    void factsThatAnotherProcessPasses_areLeftToIt() {
        facts.charge();
        Passed passed;
        try (TestDatabase another = TestDatabase.on(address)) {
            passed = another.database()
                    .with(handle -> handle.inTransaction(other -> {
                        other.execute("select * from retention_mark for update");
                        return pass(10);
                    }));
        }

        assertThat(passed).isEqualTo(new Passed(false, List.of()));
        assertThat(pass(10).thinned()).hasSize(1);
    }

    @Test
    void refundThatWaits_needsNoTextOfItsCharge() {
        long fact = facts.charge();
        facts.refund(fact, "WAITING");

        assertThat(pass(10).thinned()).extracting(Thinned::rows).containsExactly(1L);
    }

    @Test
    void textsThatComeAfterTheFactWasPassed_areThinnedToo() {
        Charge charge = charge("");
        long fact = stored(charge);
        facts.run("update posting set evidence = null; update fact set snapshot = snapshot || '{\"metadata\": {}}'");
        assertThat(pass(10).thinned()).isEmpty();

        new Facts(store.database()).record(FOUND, charge("late words"), FIRST);
        facts.run(
                "update fact set updated_at = now() - interval '100 days', next_attempt_at = null where id = " + fact);

        assertThat(texts.left(before, 10).thinned()).hasSize(1);
    }

    @Test
    void thinnedFact_fetchedAgain_hasItsTextsAndVersion_andIsThinnedAgain() {
        Charge charge = charge("one chair");
        Facts rows = new Facts(store.database());
        stored(charge);
        pass(10);

        rows.record(FOUND, charge, FIRST);

        assertThat(facts.text("select version || ' ' || (next_attempt_at is null) || (thinned_at is null) || to_thin"
                        + " || (snapshot ->> 'description') from fact"))
                .isEqualTo("1 truetruetrueone chair");
        facts.run("update fact set updated_at = now() - interval '100 days'");
        assertThat(texts.left(before, 10).thinned()).hasSize(1);
        rows.record(FOUND, charge("two chairs"), FIRST);
        assertThat(facts.numbers("select version from fact"))
                .as("it has changed")
                .containsExactly(2L);
    }

    private long stored(Charge charge) {
        long fact = facts.charge();
        store.database()
                .run(handle -> handle.createUpdate(
                                "update fact set fact_key = :key, snapshot = :snapshot::jsonb where id = :id")
                        .bind("key", charge.key().text())
                        .bind("snapshot", store.database().json(charge))
                        .bind("id", fact)
                        .execute());
        return fact;
    }

    private static Charge charge(String description) {
        Money amount = Money.ofMinor(100, "USD");
        return new Charge(
                new FactKey("stripe", "acct_1", false, "charge", "ch_1"),
                ChargeStatus.SUCCEEDED,
                true,
                amount,
                amount,
                Money.zero(amount.currency()),
                DisputeStatus.NONE,
                Optional.empty(),
                Optional.of("cus_1"),
                Optional.of("pi_1"),
                description,
                Map.of("email", "jane@example.com"),
                Instant.parse("2026-01-01T00:00:00Z"),
                List.of());
    }

    private Passed pass(int most) {
        return texts.pass(before, GRACE, most);
    }
}
