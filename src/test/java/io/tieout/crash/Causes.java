package io.tieout.crash;

import io.tieout.crash.Evidence.Bill;
import io.tieout.crash.Evidence.Charge;
import io.tieout.crash.Evidence.Known;
import io.tieout.crash.Evidence.Line;
import io.tieout.crash.Evidence.Posting;
import io.tieout.crash.Evidence.Row;
import io.tieout.crash.Finding.Promise;
import io.tieout.crash.Order.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why a charge is not in the ledger, by what was done and by the tables of Stripe and EBS: never by the words of the
 * application.
 *
 * <p>So it needs no share of charges that may be lost to people: each question has a cause of its own. Half of an
 * invoice is always a question; the whole of one only while the invoice is not free, since a person has paid or disputed
 * it or another charge has taken it, or when an import refuses its rows for what only a person can mend: at most one for
 * each failing import that was ordered. Storms, kills, stops and closed periods pass, and are no cause: what was a
 * question because of them is looked at again by itself.
 */
final class Causes {
    private final Evidence evidence;
    private final Free free;
    private final Map<String, Charge> charges = new HashMap<>();
    private final Set<String> booked;
    private final Set<String> waiting;
    private final Set<String> refused;
    private final Set<String> goneGroups = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private int inError;

    Causes(Evidence evidence) {
        this.evidence = evidence;
        this.free = new Free(evidence);
        evidence.charges().forEach(charge -> charges.put(charge.id(), charge));
        booked = evidence.lines().stream().map(Line::reference).collect(Collectors.toSet());
        waiting = evidence.waiting().stream().map(Row::reference).collect(Collectors.toSet());
        refused = evidence.waiting().stream()
                .filter(Row::refused)
                .map(Row::reference)
                .collect(Collectors.toSet());
    }

    List<Finding> audit() {
        for (Posting posting : evidence.postings()) {
            Charge charge = charges.get(posting.charge());
            Bill bill = evidence.acts().bills().get(posting.charge());
            if (charge != null && bill != null) {
                posting(posting, charge, bill);
            }
        }
        atMost("person-deletes", goneGroups.size(), "groups are gone", Promise.TRUE_STATE);
        atMost("import-error", inError, "postings stand in error", Promise.WORK_DONE);
        return List.copyOf(findings);
    }

    private void atMost(String fault, int count, String words, Promise promise) {
        int hits = evidence.acts().hits(fault);
        if (count > hits) {
            find(promise, count + " " + words + ", and the fault " + fault + " hit " + hits + " calls");
        }
    }

    private void find(Promise promise, String text) {
        findings.add(new Finding(promise, text));
    }

    private void posting(Posting posting, Charge charge, Bill bill) {
        String what = posting.charge() + " (" + posting.state() + ": " + posting.reason() + "), " + bill.order() + ", ";
        boolean live = key(posting).filter(Known::live).isPresent();
        switch (posting.state()) {
            case "HELD" -> ifNot(charge.disputed(), Promise.TRUE_STATE, what + "has no open dispute");
            case "IGNORED" -> ifNot(charge.refunded(), Promise.TRUE_STATE, what + "was not given back");
            case "GONE" -> gone(posting, what);
            case "REVIEW" -> review(posting, bill, live, what);
            case "DEAD" -> find(Promise.WORK_DONE, what + "and nothing that was done makes it impossible");
            default -> {}
        }
        // Whoever decides before anything has left must have seen both: a refund closes, else a dispute holds.
        if (!live && !posting.state().equals("IGNORED")) {
            ifNot(!charge.refunded(), Promise.TRUE_STATE, what + "was given back before anything left");
            boolean held = posting.state().equals("HELD");
            ifNot(held || !charge.disputed(), Promise.TRUE_STATE, what + "has an open dispute, and nothing had left");
        }
    }

    private void ifNot(boolean right, Promise promise, String text) {
        if (!right) {
            find(promise, text);
        }
    }

    private Optional<Known> key(Posting posting) {
        return Optional.ofNullable(evidence.keys().get(posting.reference()));
    }

    /** Nothing but a person takes rows or journals away once the package has taken them in. */
    private void gone(Posting posting, String what) {
        Optional<Known> key = key(posting).filter(Known::live);
        boolean absent = !waiting.contains(posting.reference()) && !booked.contains(posting.reference());
        ifNot(key.isPresent() && absent, Promise.TRUE_STATE, what + "was never there, or is there still");
        key.map(Known::group).ifPresent(goneGroups::add);
    }

    private void review(Posting posting, Bill bill, boolean live, String what) {
        if (live) {
            boolean there = refused.contains(posting.reference()) || booked.contains(posting.reference());
            ifNot(there, Promise.WORK_DONE, what + "no row of it was refused");
            inError++;
        } else {
            boolean unclear = bill.order().kind() == Kind.HALF || (!bill.names() && free.tied(bill));
            ifNot(
                    unclear || !free.of(bill, posting.reference()),
                    Promise.WORK_DONE,
                    what + "and its invoice can be taken");
        }
    }
}
