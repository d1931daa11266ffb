package io.tieout.crash;

import io.tieout.crash.Evidence.Acts;
import io.tieout.crash.Evidence.Bill;
import io.tieout.crash.Evidence.Charge;
import io.tieout.crash.Evidence.Item;
import io.tieout.crash.Evidence.Known;
import io.tieout.crash.Evidence.Line;
import io.tieout.crash.Evidence.Posting;
import io.tieout.crash.Evidence.Row;
import io.tieout.crash.Finding.Promise;
import io.tieout.crash.Order.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Good books, in which a test plants a mistake. */
class PlantedBooks {
    static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    static final String DOLLARS = "01-000-1150-0000-000";
    static final String YEN = "01-000-1152-0000-000";
    static final String RECEIPTS = "01-000-2150-0000-000";

    static final Instant FROZEN = Instant.parse("2026-11-21T12:00:00Z");
    static final String CUSTOMER = "1001";

    final List<Charge> charges = new ArrayList<>();
    final Map<String, Bill> bills = new HashMap<>();
    final Map<String, Instant> hands = new HashMap<>();
    final Map<String, Integer> hits = new HashMap<>();
    final List<Line> lines = new ArrayList<>();
    final List<Row> waiting = new ArrayList<>();
    final Map<String, Known> keys = new HashMap<>();
    final Map<String, Item> items = new HashMap<>();
    final Map<String, Long> facts = new HashMap<>();
    final List<Posting> postings = new ArrayList<>();
    final Set<String> delivered = new HashSet<>(Set.of("evt_1"));
    final Set<String> stored = new HashSet<>(Set.of("evt_1", "evt_2"));

    /** One charge of dollars and one of yen in the books, and one of half an invoice in review. */
    PlantedBooks() {
        item("1", "USD", "12.34", true);
        charge("ch_1", Kind.PLAIN, "USD", 1_234, "CONFIRMED");
        journal("1", "ch_1", DOLLARS, "12.34");
        item("2", "JPY", "500", true);
        charge("ch_2", Kind.PLAIN, "JPY", 500, "CONFIRMED");
        journal("2", "ch_2", YEN, "500");
        item("3", "USD", "1.98", true);
        charge("ch_3", Kind.HALF, "USD", 99, "REVIEW");
    }

    void item(String id, String currency, String amount, boolean open) {
        items.put(id, new Item("CRASH-" + id, CUSTOMER, currency, decimal(amount), open));
    }

    /** A charge of the invoice whose item has the same number. */
    void charge(String id, Kind kind, String currency, long minor, String state) {
        int number = Integer.parseInt(id.substring(3));
        charges.add(new Charge(id, currency, minor, Optional.of(DAY), false, false));
        bills.put(id, new Bill(new Order(number, kind, currency, minor, number), CUSTOMER));
        facts.put(id, 1L);
        postings.add(posting(id, state, "because"));
        if (state.equals("CONFIRMED")) {
            sent(id, items.containsKey(Integer.toString(number)) ? Integer.toString(number) : "1");
        }
    }

    void sent(String id, String item) {
        keys.put(
                "REF" + id, new Known("LIVE", "10", Map.of(item, items.get(item).original())));
    }

    Posting posting(String id, String state, String reason) {
        Charge charge =
                charges.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
        Optional<Instant> frozen = state.equals("CONFIRMED") ? Optional.of(FROZEN) : Optional.empty();
        return new Posting(
                id, "RECORD", 1, state, reason, "REF" + id, charge.minor(), charge.currency(), false, frozen);
    }

    void journal(String number, String id, String clearing, String amount) {
        debit(number, id, clearing, amount);
        credit(number, id, amount, number);
    }

    void debit(String number, String id, String clearing, String amount) {
        String currency = clearing.equals(YEN) ? "JPY" : "USD";
        lines.add(
                new Line(number, "REF" + id, id, clearing, currency, DAY, true, decimal(amount), BigDecimal.ZERO, ""));
    }

    void credit(String number, String id, String amount, String item) {
        String currency = bills.containsKey(id) ? bills.get(id).order().currency() : "USD";
        lines.add(new Line(
                number, "REF" + id, id, RECEIPTS, currency, DAY, true, BigDecimal.ZERO, decimal(amount), item));
    }

    static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    void replace(String id, String state, String reason) {
        postings.removeIf(posting -> posting.charge().equals(id));
        postings.add(posting(id, state, reason));
    }

    void at(String id, boolean disputed, boolean refunded) {
        charges.replaceAll(one -> one.id().equals(id)
                ? new Charge(id, one.currency(), one.minor(), one.booked(), disputed, refunded)
                : one);
    }

    /** As if nothing of it had ever left. */
    void neverSent(String id, String state) {
        lines.removeIf(line -> line.charge().equals(id));
        keys.remove("REF" + id);
        replace(id, state, "because");
    }

    Set<Promise> broken() {
        Evidence evidence = new Evidence(
                new Acts(bills, hands, hits), charges, lines, waiting, keys, items, facts, postings, delivered, stored);
        Set<Promise> broken = new HashSet<>();
        new Auditor(evidence).audit().forEach(finding -> broken.add(finding.promise()));
        return broken;
    }
}
