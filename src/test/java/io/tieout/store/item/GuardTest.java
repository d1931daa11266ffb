package io.tieout.store.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.matching.Candidate;
import io.tieout.domain.matching.MatchingPolicy.Sets;
import io.tieout.domain.matching.MatchingPolicy.Tolerance;
import io.tieout.domain.matching.NamedInvoices;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.matching.Payment;
import io.tieout.domain.money.Money;
import io.tieout.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is left of invoices and credits in the mirror, whatever other postings take of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardTest {
    private static final ConnectionId TARGET = new ConnectionId(1);
    private static final Instant THEN = Instant.parse("2026-11-20T15:00:00Z");
    private static final List<String> STATES = List.of(
            "WAITING", "MATCHED", "SENDING", "SENT", "CONFIRMED", "CONFIRMED", "HELD", "REVIEW", "GONE", "REVERSED");
    private static final Set<String> RESERVING = Set.of("MATCHED", "SENDING", "SENT", "GONE");

    private TestDatabase store;
    private OpenItemRows rows;
    private OpenItemPages pages;
    private long lastPosting;

    /** What a posting takes of an item, of which so much remained when it was decided. */
    private record Taken(long posting, String state, boolean live, long amount, long remaining) {
        boolean reserves() {
            return RESERVING.contains(state) || (live && state.equals("REVIEW"));
        }
    }

    @BeforeAll
    void start() {
        store = TestDatabase.on(TestDatabase.migrated());
        rows = new OpenItemRows(store.database());
        pages = new OpenItemPages(store.database());
        unrelated(handle -> handle.execute("insert into connection (tenant, name, system, base_url, settings)"
                + " values ('t', 'ebs', 'ebs', 'http://127.0.0.1', '{}'),"
                + " ('t', 'elsewhere', 'ebs', 'http://127.0.0.2', '{}'),"
                + " ('t', 'beside', 'ebs', 'http://127.0.0.1', '{}')"));
    }

    @AfterAll
    void stop() {
        store.close();
    }

    @Test
    void available_ofAnyInvoiceOrCredit_isWhatReservedAndSettledLeave() {
        Random random = new Random(42);
        Map<String, List<Taken>> taken = new TreeMap<>();
        List<OpenItem> items = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            String id = "any-" + i;
            items.add(item(id, "N-" + i, random.nextInt(41) - 20));
            taken.put(id, taken(random));
        }
        pages.store(TARGET, items, THEN);
        unrelated(handle -> taken.forEach((id, all) -> all.forEach(one -> insert(handle, id, one))));

        Map<String, Candidate> found = new HashMap<>();
        rows.lock(TARGET, taken.keySet(), 0).forEach(one -> found.put(one.item().id(), one));

        assertThat(items).allSatisfy(item -> {
            Candidate candidate = found.get(item.id());
            long left = left(item.remaining().minorUnits(), taken.get(item.id()));
            assertThat(candidate.available().minorUnits()).isEqualTo(left);
            for (long amount = -25; amount <= 25; amount++) {
                assertThat(candidate.covers(usd(amount)))
                        .isEqualTo(fits(item.remaining().minorUnits(), left, amount));
            }
        });
    }

    private List<Taken> taken(Random random) {
        List<Taken> taken = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            int remaining = 1 + random.nextInt(20);
            long sign = random.nextBoolean() ? 1 : -1;
            taken.add(new Taken(
                    ++lastPosting,
                    STATES.get(random.nextInt(STATES.size())),
                    random.nextBoolean(),
                    sign * (1 + random.nextInt(remaining)),
                    sign * remaining));
        }
        return taken;
    }

    /** The guard by its words: reserved + settled + new is at most what is open, whichever sign the item has. */
    private static long left(long remaining, List<Taken> all) {
        long reserved = 0;
        long settled = 0;
        long before = 0;
        for (Taken one : all) {
            if (remaining == 0 || (one.amount() > 0) != (remaining > 0)) {
                continue;
            }
            reserved += one.reserves() ? Math.abs(one.amount()) : 0;
            if (one.state().equals("CONFIRMED")) {
                settled += Math.abs(one.amount());
                before = Math.max(before, Math.abs(one.remaining()));
            }
        }
        long byTheErp = Math.max(0, before - Math.abs(remaining));
        long left = Math.abs(remaining) - reserved - Math.max(0, settled - byTheErp);
        return remaining < 0 ? -left : left;
    }

    private static boolean fits(long remaining, long left, long amount) {
        return amount != 0
                && remaining != 0
                && (amount > 0) == (remaining > 0)
                && (amount > 0 ? amount <= left : amount >= left);
    }

    @Test
    void items_ofASum_areCoveredTogetherOrNotAtAll() {
        pages.store(TARGET, List.of(item("a", "A", 100), item("b", "B", -30)), THEN);

        assertThat(rows.covered(TARGET, Map.of("a", usd(100), "b", usd(-30)), 0))
                .isTrue();
        assertThat(rows.covered(TARGET, Map.of("a", usd(100), "b", usd(-31)), 0))
                .isFalse();
        assertThat(rows.covered(TARGET, Map.of("a", usd(100), "b", usd(30)), 0)).isFalse();
        assertThat(rows.covered(TARGET, Map.of("a", usd(100), "gone", usd(1)), 0))
                .isFalse();
        assertThat(rows.covered(TARGET, Map.of("a", Money.ofMinor(100, "EUR")), 0))
                .isFalse();

        Taken own = new Taken(++lastPosting, "MATCHED", false, -30, -30);
        unrelated(handle -> insert(handle, "b", own));
        assertThat(rows.covered(TARGET, Map.of("b", usd(-1)), 0)).isFalse();
        assertThat(rows.covered(TARGET, Map.of("b", usd(-30)), own.posting())).isTrue();
    }

    /** Asked for all at once, of what a posting takes already, the guard says what it says of each on its own. */
    @Test
    void itemsOfManyPostings_areStillCovered_whenThoseOfEachAre() {
        Random random = new Random(43);
        List<Long> covered = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String id = "many-" + i;
            pages.store(TARGET, List.of(item(id, "M-" + i, random.nextInt(41) - 20)), THEN);
            for (Taken one : taken(random)) {
                unrelated(handle -> insert(handle, id, one));
            }
        }
        Map<Long, Map<String, Money>> taken = takenOf("many-%");
        taken.forEach((posting, items) -> (rows.covered(TARGET, items, posting) ? covered : others).add(posting));
        assertThat(covered).hasSizeGreaterThan(10);
        assertThat(others).hasSizeGreaterThan(10);

        assertThat(rows.stillCovered(covered)).isTrue();
        assertThat(others).allSatisfy(other -> {
            List<Long> withOneOther = new ArrayList<>(covered);
            withOneOther.add(other);
            assertThat(rows.stillCovered(withOneOther)).isFalse();
        });
        assertThat(rows.stillCovered(List.of())).isTrue();
    }

    @Test
    void itemThatTheMirrorDoesNotHave_isNotCovered() {
        Taken lost = new Taken(++lastPosting, "MATCHED", false, 5, 10);
        unrelated(handle -> insert(handle, "not-mirrored", lost));

        assertThat(rows.stillCovered(List.of(lost.posting()))).isFalse();
    }

    private Map<Long, Map<String, Money>> takenOf(String items) {
        Map<Long, Map<String, Money>> taken = new TreeMap<>();
        store.database()
                .run(handle -> handle.createQuery(
                                "select posting_id, item_id, amount_minor from allocation where item_id like :items")
                        .bind("items", items)
                        .map((row, context) -> taken.put(
                                row.getLong("posting_id"),
                                Map.of(row.getString("item_id"), usd(row.getLong("amount_minor")))))
                        .list());
        return taken;
    }

    /** At each connection to the system that holds it, and at no other. */
    @Test
    void whatARestoreHasForgotten_andTheTargetHolds_isTaken() {
        ConnectionId beside = new ConnectionId(3);
        List.of(TARGET, beside)
                .forEach(target -> pages.store(
                        target, List.of(item("held", "HELD", 100), item("held-credit", "HELD-C", -50)), THEN));
        unrelated(
                handle -> handle.execute("insert into adopted_item (target, item_id, reference, amount_minor, currency)"
                        + " values (1, 'held', 'TIEONE', 60, 'USD'), (1, 'held', 'TIETWO', 10, 'USD'),"
                        + " (1, 'held-credit', 'TIEONE', -50, 'USD'), (2, 'held', 'TIEOTHER', 100, 'USD')"));

        for (ConnectionId target : List.of(TARGET, beside)) {
            assertThat(rows.covered(target, Map.of("held", usd(30)), 0)).isTrue();
            assertThat(rows.covered(target, Map.of("held", usd(31)), 0)).isFalse();
            assertThat(rows.covered(target, Map.of("held-credit", usd(-1)), 0)).isFalse();
        }
    }

    @Test
    void credit_settledByTheErpToo_isToldLikeAnInvoice() {
        pages.store(TARGET, List.of(item("i", "TWICE-I", 100), item("c", "TWICE-C", -100)), THEN);
        Taken invoice = new Taken(++lastPosting, "CONFIRMED", true, 60, 100);
        Taken credit = new Taken(++lastPosting, "CONFIRMED", true, -60, -100);
        unrelated(handle -> {
            insert(handle, "i", invoice);
            insert(handle, "c", credit);
        });
        rows.noteSettledTwice(TARGET, List.of("i", "c"));
        assertThat(rows.settledTwice(TARGET, Duration.ofDays(1))).isEmpty();

        pages.store(TARGET, List.of(item("i", "TWICE-I", 40), item("c", "TWICE-C", -40)), THEN);
        rows.noteSettledTwice(TARGET, List.of("i", "c"));

        assertThat(rows.settledTwice(TARGET, Duration.ofDays(1))).containsExactlyInAnyOrder("i", "c");
        assertThat(rows.lock(TARGET, List.of("i", "c"), 0))
                .extracting(one -> one.available().minorUnits())
                .containsExactlyInAnyOrder(40L, -40L);
    }

    @Test
    void whatTheErpSettledBetweenMatchAndFreeze_isNotTakenForOurJournal() {
        pages.store(TARGET, List.of(item("part", "PART", 100)), THEN);
        Taken part = new Taken(++lastPosting, "MATCHED", false, 40, 100);
        unrelated(handle -> insert(handle, "part", part));
        pages.store(TARGET, List.of(item("part", "PART", 50)), THEN);

        rows.noteFrozen(List.of(part.posting()));
        unrelated(handle -> handle.execute("update posting set state = 'CONFIRMED' where id = " + part.posting()));

        assertThat(rows.covered(TARGET, Map.of("part", usd(10)), 0)).isTrue();
        assertThat(rows.covered(TARGET, Map.of("part", usd(11)), 0)).isFalse();
    }

    /** Posting by posting they would be locked as "high", "low": against the order of everybody else. */
    @Test
    void itemsOfSeveralPostings_areLockedInOneOrder() {
        pages.store(TARGET, List.of(item("order-1", "O-1", 100), item("order-2", "O-2", 100)), THEN);
        Taken high = new Taken(++lastPosting, "MATCHED", false, 40, 100);
        Taken low = new Taken(++lastPosting, "MATCHED", false, 40, 100);
        unrelated(handle -> insert(handle, "order-2", high));
        unrelated(handle -> insert(handle, "order-1", low));

        CompletableFuture<Void> locking = store.database()
                .with(handle -> handle.inTransaction(holder -> {
                    lock(holder, "order-1");
                    var waits =
                            CompletableFuture.runAsync(() -> rows.lockTakenBy(List.of(high.posting(), low.posting())));
                    await().until(() -> waiting(holder) == 1);
                    assertThat(lock(holder, "order-2"))
                            .as("is free while the lower one is waited for")
                            .isEqualTo(1);
                    return waits;
                }));
        locking.join();
    }

    private static int lock(Handle handle, String item) {
        return handle.createQuery("select item_id from open_item where item_id = :item for update skip locked")
                .bind("item", item)
                .mapTo(String.class)
                .list()
                .size();
    }

    private static int waiting(Handle handle) {
        return handle.createQuery("select count(*) from pg_locks where not granted")
                .mapTo(Integer.class)
                .one();
    }

    @Test
    void itemsOfACustomer_areReadFromTheUsableOnesOn() {
        List<OpenItem> items = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            items.add(item("own-" + i, "OWN-" + i, 100 + i, "305", "77"));
            items.add(item("own-x" + i, "OWN-X" + i, 100 + i, "204", "77"));
        }
        pages.store(TARGET, items, THEN);

        assertThat(rows.ofCustomer(TARGET, payment(104, Optional.of("77")), 0, 6))
                .extracting(one -> one.item().id())
                .hasSize(6)
                .contains("own-x0", "own-x1", "own-x2", "own-x3", "own-x4", "own-4");
        assertThat(rows.ofCustomer(TARGET, payment(103, Optional.of("77")), 0, 1))
                .extracting(one -> one.item().id())
                .containsExactly("own-x3");
        assertThat(rows.ofCustomer(TARGET, payment(103, Optional.empty()), 0, 9))
                .isEmpty();
        assertThat(rows.named(TARGET, Set.of("OWN-1", "OWN-X2"), 0, 9))
                .extracting(one -> one.item().id())
                .containsExactlyInAnyOrder("own-1", "own-x2");
    }

    private static Payment payment(long cents, Optional<String> customer) {
        return new Payment(
                usd(cents),
                new NamedInvoices(Set.of(), Set.of()),
                customer,
                Set.of("204"),
                new Payment.Terms(false, false, Sets.REVIEW, 8, Tolerance.NONE));
    }

    @Test
    void item_thatAPageListsTwice_standsAsItCameLast() {
        pages.store(TARGET, List.of(item("again", "AGAIN", 100), item("again", "AGAIN", 40)), THEN);

        assertThat(rows.byIds(TARGET, List.of("again"), 0))
                .singleElement()
                .extracting(Candidate::available)
                .isEqualTo(usd(40));
    }

    private static OpenItem item(String id, String number, long cents) {
        return item(id, number, cents, "204", "1001");
    }

    private static OpenItem item(String id, String number, long cents, String entity, String customer) {
        return new OpenItem(
                id,
                entity,
                customer,
                "N-" + customer,
                "Customer " + customer,
                number,
                "T-" + id,
                cents < 0 ? "CM" : "INV",
                usd(cents),
                usd(cents),
                usd(0),
                false,
                1,
                LocalDate.of(2026, 11, 30),
                true);
    }

    private static Money usd(long cents) {
        return Money.ofMinor(cents, "USD");
    }

    /** A posting of nobody's fact that takes something of an item. */
    private static void insert(Handle handle, String item, Taken taken) {
        handle.createUpdate("""
                        insert into posting (id, tenant, fact_id, link_id, target, ledger, effect, posting_key,
                          reference, state, live, reason, amount_minor, currency, fact_version, settings_version,
                          settings_hash, routes_hash)
                        overriding system value
                        values (:posting, 't', :posting, 1, 1, 'l', 'RECORD', :posting::text, :posting::text, :state,
                          :live, 'test', 1, 'USD', 1, 1, 'h', 'h')""")
                .bind("posting", taken.posting())
                .bind("state", taken.state())
                .bind("live", taken.live())
                .execute();
        handle.createUpdate("""
                        insert into allocation (posting_id, target, item_id, item_number, amount_minor, currency,
                          item_remaining_minor)
                        values (:posting, 1, :item, :item, :amount, 'USD', :remaining)""")
                .bind("posting", taken.posting())
                .bind("item", item)
                .bind("amount", taken.amount())
                .bind("remaining", taken.remaining())
                .execute();
    }

    /** Writes rows without those that they belong to. */
    private void unrelated(java.util.function.Consumer<Handle> work) {
        store.database().run(handle -> {
            handle.execute("set session_replication_role = replica");
            work.accept(handle);
            handle.execute("set session_replication_role = default");
        });
    }
}
