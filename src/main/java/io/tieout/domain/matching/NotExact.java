package io.tieout.domain.matching;

import io.tieout.domain.money.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of a payment that names invoices of another amount: the tolerance lets it pass, it pays one in part, or
 * what it pays over stays on account, as far as its terms allow. All this takes the payer at his word, so nothing may
 * contradict it: each number that is named must mean one invoice, all of them of one customer, who is the payer as far
 * as he is known, and every instalment that is still open must be free to be taken.
 */
final class NotExact {
    /** Nothing of what is named fits (decision 0003). */
    static final String NOT_TAKEN = "an invoice is named, but none of that number can be taken";

    private final Look look;
    private final Payment payment;
    private final Naming naming;
    private final Money nothing;

    NotExact(Look look) {
        this.look = look;
        this.payment = look.payment();
        this.naming = look.naming();
        this.nothing = Money.zero(payment.amount().currency());
    }

    MatchResult match() {
        Set<Candidate> meant = new HashSet<>();
        boolean clear = true;
        for (String word : naming.words(look.named())) {
            List<Candidate> items = meant(word);
            clear &= ByNumber.byTransaction(items).size() == 1;
            meant.addAll(items);
        }
        List<Candidate> due = look.named().stream().filter(meant::contains).toList();
        if (due.isEmpty() || !Look.sum(due, nothing).isPositive()) {
            return look.unclear(NOT_TAKEN);
        }
        if (!clear) {
            return look.unclear("an invoice is named, but it is not clear which can be taken for each number");
        }
        Optional<String> contradiction = contradiction(due);
        if (contradiction.isPresent()) {
            return look.unclear(contradiction.get());
        }
        List<List<Candidate>> near = nearly(due);
        if (near.size() == 1) {
            return Tolerated.matched(payment, near.get(0), look.words(near.get(0)) + " is named");
        }
        if (near.size() > 1) {
            return look.unclear("the named invoice is within the tolerance in more than one way");
        }
        return payment.amount().compareTo(Look.sum(due, nothing)) < 0 ? less(due) : more(due);
    }

    /** The open items of the invoice that a word means, the oldest first; of several the customer's own are meant. */
    private List<Candidate> meant(String word) {
        List<Candidate> usable = look.named().stream()
                .filter(candidate -> naming.word(candidate.item()).stream().anyMatch(word::equals))
                .filter(look::usable)
                .toList();
        List<Candidate> own = usable.stream().filter(look::ofCustomer).toList();
        return own.isEmpty() ? usable : own;
    }

    private Optional<String> contradiction(List<Candidate> due) {
        Set<String> customers = new HashSet<>();
        due.forEach(candidate -> customers.add(candidate.item().customerAccount()));
        payment.customerAccount().ifPresent(customers::add);
        if (customers.size() > 1) {
            return Optional.of("an invoice is named, but its amount is another one and so is its customer");
        }
        return openButNotFree(due)
                ? Optional.of("an invoice is named, but not every instalment that is open can be taken")
                : Optional.empty();
    }

    private boolean openButNotFree(List<Candidate> due) {
        Set<String> transactions = ByNumber.byTransaction(due).keySet();
        return look.named().stream()
                .filter(candidate -> transactions.contains(candidate.item().transaction()))
                .filter(candidate ->
                        candidate.item().open() && !candidate.item().remaining().isZero())
                .anyMatch(candidate -> look.obstacle(candidate).isPresent());
    }

    /** What the tolerance lets pass: all that is named or, of a single invoice, its instalments from the oldest on. */
    private List<List<Candidate>> nearly(List<Candidate> due) {
        boolean one = ByNumber.byTransaction(due).size() == 1;
        List<List<Candidate>> near = new ArrayList<>();
        for (int count = one ? 1 : due.size(); count <= due.size(); count++) {
            List<Candidate> oldest = due.subList(0, count);
            if (Tolerated.passes(payment, Look.sum(oldest, nothing))) {
                near.add(oldest);
            }
        }
        return near;
    }

    private MatchResult less(List<Candidate> due) {
        String open = "more is open (" + Look.sum(due, nothing) + ") than was paid";
        if (ByNumber.byTransaction(due).size() > 1) {
            return look.unclear(look.words(due) + " are named, but " + open);
        }
        boolean positive =
                due.stream().allMatch(candidate -> candidate.available().isPositive());
        if (!positive || !payment.terms().partial()) {
            return look.unclear("invoice " + look.words(due) + " is named, but " + open
                    + ", and neither the link nor the charge allows a part");
        }
        List<Allocation> allocations = new ArrayList<>();
        Money rest = payment.amount();
        for (Candidate candidate : due) {
            Money part = rest.compareTo(candidate.available()) < 0 ? rest : candidate.available();
            if (part.isPositive()) {
                allocations.add(new Allocation(candidate.item(), part));
                rest = rest.minus(part);
            }
        }
        return new MatchResult.Matched(
                Distribution.of(allocations),
                "invoice " + look.words(due) + " is named and paid in part, oldest first: " + open);
    }

    private MatchResult more(List<Candidate> due) {
        Money over = payment.amount().minus(Look.sum(due, nothing));
        String named = look.words(due) + (due.size() == 1 ? " is named" : " are named");
        if (!payment.terms().onAccount()) {
            return look.unclear(
                    named + ", but " + over + " more was paid than is open, and the link names no account for it");
        }
        return new MatchResult.Matched(
                new Distribution(Look.whole(due), over, true, nothing),
                named + "; " + over + " more was paid than is open, and stays on account");
    }
}
