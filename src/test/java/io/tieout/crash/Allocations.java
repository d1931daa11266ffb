package io.tieout.crash;

import io.tieout.crash.Evidence.Bill;
import io.tieout.crash.Evidence.Item;
import io.tieout.crash.Evidence.Known;
import io.tieout.crash.Evidence.Line;
import io.tieout.crash.Evidence.Posting;
import io.tieout.crash.Finding.Promise;
import io.tieout.crash.Order.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which items the ledger says are paid: those that the customers named, none more often than once, and none that a
 * person in EBS had paid or disputed before.
 */
final class Allocations {
    /**
     * Items are read afresh, then the batch is frozen. An answer may be three seconds on its way (the read timeout of the
     * connection), and both sides may have to wait for the processor: what a person does meanwhile can't be known.
     */
    private static final Duration BETWEEN_LOOK_AND_FREEZE = Duration.ofSeconds(15);

    private final Evidence evidence;
    private final Free free;
    private final List<Finding> findings = new ArrayList<>();

    Allocations(Evidence evidence) {
        this.evidence = evidence;
        this.free = new Free(evidence);
    }

    List<Finding> audit() {
        Map<String, List<Line>> credits =
                evidence.lines().stream().filter(line -> !line.isDebit()).collect(Collectors.groupingBy(Line::charge));
        credits.forEach((charge, lines) -> {
            Bill bill = evidence.acts().bills().get(charge);
            if (bill != null) {
                lines.forEach(line -> credit(charge, bill, line));
            }
        });
        sums();
        afterAPerson();
        return List.copyOf(findings);
    }

    private void find(Promise promise, String text) {
        findings.add(new Finding(promise, text));
    }

    /** No order pays a part of an invoice that may be paid in part, so each line takes a whole item. */
    private void credit(String charge, Bill bill, Line line) {
        Item item = evidence.items().get(line.item());
        String what = charge + ", which was to pay " + bill.order() + ", ";
        if (item == null) {
            find(Promise.RIGHT_ITEM, what + "names no item in the ledger: " + line);
        } else if (bill.order().kind() == Kind.HALF) {
            find(Promise.RIGHT_ITEM, what + "paid a part, which nobody has allowed: " + line);
        } else if (line.credit().compareTo(item.original()) != 0) {
            find(Promise.RIGHT_ITEM, what + "paid " + line.credit() + " of " + item);
        } else if (!meant(bill, line, item)) {
            find(Promise.RIGHT_ITEM, what + "paid " + item);
        }
    }

    /**
     * The named invoice; of a customer who names none, his own invoices. One of equal amount comes before all others, and
     * his own order's has it: another is taken only while that is not free.
     */
    private boolean meant(Bill bill, Line line, Item item) {
        boolean own = item.number().equals(bill.order().invoiceNumber());
        boolean his = item.customer().equals(bill.customer()) && item.currency().equals(line.currency());
        return bill.names() ? own : his && (own || !free.of(bill, line.reference()));
    }

    /** What lies in the interface, or was deleted there, takes its items as well: it may still come to the books. */
    private void sums() {
        Map<String, BigDecimal> booked = new HashMap<>();
        evidence.lines().stream()
                .filter(line -> !line.item().isEmpty())
                .forEach(line -> booked.merge(line.item(), line.credit().subtract(line.debit()), BigDecimal::add));
        tooMuch(booked, "is paid with ");
        Map<String, BigDecimal> live = new HashMap<>();
        evidence.keys().values().stream()
                .filter(Known::live)
                .forEach(key -> key.credits().forEach((item, sum) -> live.merge(item, sum, BigDecimal::add)));
        tooMuch(live, "was sent payments of ");
    }

    private void tooMuch(Map<String, BigDecimal> sums, String words) {
        sums.forEach((id, sum) -> {
            Optional<Item> item = Optional.ofNullable(evidence.items().get(id));
            if (sum.compareTo(item.map(Item::original).orElse(BigDecimal.ZERO)) > 0) {
                find(Promise.NO_ITEM_TWICE, "item " + id + " " + words + sum + ": " + item);
            }
        });
    }

    /**
     * A receipt that a person enters for what our journal has settled is nothing wrong: receivables must have one some
     * day, and the journal's credit waits for it (accounting.md rule 2, protocol.md section 2). But what is frozen after
     * a person has paid or disputed an item may not take it any more, since items are read just before (section 3, move
     * 1).
     */
    private void afterAPerson() {
        for (Posting posting : evidence.postings()) {
            Optional.ofNullable(evidence.keys().get(posting.reference()))
                    .filter(Known::live)
                    .ifPresent(key -> key.credits().keySet().forEach(item -> afterAPerson(posting, item)));
        }
    }

    private void afterAPerson(Posting posting, String item) {
        Optional<Instant> hand = Optional.ofNullable(evidence.acts().hands().get(item));
        boolean late = hand.map(did -> did.plus(BETWEEN_LOOK_AND_FREEZE))
                .flatMap(known -> posting.frozen().filter(known::isBefore))
                .isPresent();
        if (late) {
            find(
                    Promise.NO_ITEM_TWICE,
                    posting.charge() + " was frozen for item " + item + ": " + posting.frozen()
                            + ", which a person had paid or disputed: " + hand);
        }
    }
}
