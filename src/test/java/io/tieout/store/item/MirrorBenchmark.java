package io.tieout.store.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.matching.Candidate;
import io.tieout.domain.matching.Found;
import io.tieout.domain.matching.MatchResult;
import io.tieout.domain.matching.Matcher;
import io.tieout.domain.matching.MatchingPolicy.Sets;
import io.tieout.domain.matching.MatchingPolicy.Tolerance;
import io.tieout.domain.matching.NamedInvoices;
import io.tieout.domain.matching.Payment;
import io.tieout.domain.money.Money;
import io.tieout.store.TestDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long the mirror of 1,000,000 open items takes to answer what matching asks, and how long matching takes with its
 * answers, in the PostgreSQL of the tests; no test of its own, see src/docs/operations.md. Of its items 200,000 belong to customers who have 200 each, 400,000 to
 * such who have 20, 400,000 to such who have one; every tenth item is partly paid.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 5)
public class MirrorBenchmark {
    private static final ConnectionId TARGET = new ConnectionId(1);
    private static final int MOST_NAMED = 101;
    private static final int MOST = 501;
    private static final int PAYERS = 100;

    private TestDatabase store;
    private OpenItemRows rows;
    private final List<Payment> sets = new ArrayList<>();
    private final List<Payment> noSets = new ArrayList<>();
    private int asked;

    @Setup
    public void fill() {
        store = TestDatabase.on(TestDatabase.migrated());
        rows = new OpenItemRows(store.database());
        store.database().run(handle -> handle.createScript("""
                        set session_replication_role = replica;
                        insert into connection (tenant, name, system, base_url, settings)
                          values ('t', 'ebs', 'ebs', 'http://127.0.0.1', '{}');
                        insert into open_item (connection_id, item_id, entity, customer_account, account_number,
                            customer_name, number, transaction, kind, original_minor, remaining_minor, disputed_minor,
                            currency, selected, instalment, due, open, asked_at)
                          select 1, i::text, '204', c, c, 'Customer ' || c, 'INV-' || i, i::text, 'INV',
                            1000 + i * 7919 % 500000, 1000 + i * 7919 % 500000, 0, 'USD', false, 1,
                            date '2026-01-01' + (i % 365)::int, true, now()
                          from (select i, case when i < 200000 then 'a' || i % 1000
                                  when i < 600000 then 'b' || i % 20000 else 'c' || i end as c
                                from generate_series(0::bigint, 999999) i) n;
                        insert into posting (id, tenant, fact_id, link_id, target, ledger, effect, posting_key,
                            reference, state, live, reason, amount_minor, currency, fact_version, settings_version,
                            settings_hash, routes_hash)
                          overriding system value
                          select i, 't', i, 1, 1, 'l', 'RECORD', i::text, i::text, 'CONFIRMED', true, 'bench', 500, 'USD',
                            1, 1, 'h', 'h'
                          from generate_series(0::bigint, 999999, 10) i;
                        insert into allocation (posting_id, target, item_id, item_number, amount_minor, currency,
                            item_remaining_minor)
                          select i, 1, i::text, 'INV-' || i, 500, 'USD', 1000 + i * 7919 % 500000
                          from generate_series(0::bigint, 999999, 10) i;
                        set session_replication_role = default;
                        analyze""").executeAsSeparateStatements());
        bill();
    }

    /** Customers with 200 items, who pay three of them without a word, or a cent more than three. */
    private void bill() {
        for (int payer = 0; payer < PAYERS; payer++) {
            List<Candidate> items = ofCustomer("a" + payer, 200);
            long sum = Stream.of(0, 100, 199)
                    .mapToLong(place -> items.get(place).available().minorUnits())
                    .sum();
            sets.add(payment("a" + payer, sum, Set.of()));
            noSets.add(payment("a" + payer, sum + 1, Set.of()));
        }
    }

    @TearDown
    public void close() {
        store.close();
    }

    /** The items that bear three named numbers. */
    @Benchmark
    public List<Candidate> named() {
        int next = next(1_000_000);
        return rows.named(TARGET, Set.of("INV-" + next, "INV-" + (next + 1), "PO-" + next), 0, MOST_NAMED);
    }

    /** A customer with one open item. */
    @Benchmark
    public List<Candidate> customerOfOne() {
        return ofCustomer("c" + (600_000 + next(400_000)), 1);
    }

    /** A customer with 20. */
    @Benchmark
    public List<Candidate> customerOf20() {
        return ofCustomer("b" + next(20_000), 20);
    }

    /** A customer with 200. */
    @Benchmark
    public List<Candidate> customerOf200() {
        return ofCustomer("a" + next(1_000), 200);
    }

    /** A payment that names one of its customer's 20 items and pays it: both questions to the mirror, and the decision. */
    @Benchmark
    public MatchResult matchNamed() {
        int item = 200_000 + next(400_000);
        String number = "INV-" + item;
        List<Candidate> named = rows.named(TARGET, Set.of(number), 0, MOST_NAMED);
        long due = named.get(0).available().minorUnits();
        return match(payment("b" + item % 20_000, due, Set.of(number)));
    }

    /** A payment of three of 200 items that names none: both questions to the mirror, and the decision. */
    @Benchmark
    public MatchResult matchSetOf200() {
        return match(sets.get(next(PAYERS)));
    }

    /** The worst case of that: no three of them, nor any other set, which the decision proves or gives up to prove. */
    @Benchmark
    public MatchResult matchNoSetOf200() {
        return match(noSets.get(next(PAYERS)));
    }

    /** As the flow asks: what is named, then what the customer has open. */
    private MatchResult match(Payment payment) {
        List<Candidate> named = payment.named().lookUps().isEmpty()
                ? List.of()
                : rows.named(TARGET, payment.named().lookUps(), 0, MOST_NAMED);
        Map<String, Candidate> found = new LinkedHashMap<>();
        rows.ofCustomer(TARGET, payment, 0, MOST)
                .forEach(one -> found.put(one.item().id(), one));
        named.forEach(one -> found.putIfAbsent(one.item().id(), one));
        return Matcher.match(payment, Found.all(List.copyOf(found.values())));
    }

    private static Payment payment(String account, long cents, Set<String> named) {
        return new Payment(
                Money.ofMinor(cents, "USD"),
                new NamedInvoices(named, Set.of()),
                Optional.of(account),
                Set.of("204"),
                new Payment.Terms(false, false, Sets.REVIEW, 8, Tolerance.NONE));
    }

    private List<Candidate> ofCustomer(String account, int expected) {
        List<Candidate> found = rows.ofCustomer(TARGET, payment(account, 4711, Set.of()), 0, MOST);
        if (found.size() != expected) {
            throw new IllegalStateException(account + " has " + found.size() + " items");
        }
        return found;
    }

    /** Another one each time, far from the last. */
    private int next(int of) {
        asked = (asked + 7_919_113) % of;
        return asked;
    }

    @Test
    void measure() throws RunnerException {
        assertThat(new Runner(new OptionsBuilder()
                                .include(MirrorBenchmark.class.getName())
                                .resultFormat(ResultFormatType.TEXT)
                                .result("target/jmh-mirror.txt")
                                .build())
                        .run())
                .isNotEmpty();
    }
}
