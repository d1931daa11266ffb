package io.tieout.crash;

import io.tieout.crash.Evidence.Charge;
import io.tieout.crash.Evidence.Line;
import io.tieout.crash.Evidence.Posting;
import io.tieout.crash.Finding.Promise;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the evidence with books of its own; it shares no code with the application. */
final class Auditor {
    private static final Set<String> ENDED = Set.of("CONFIRMED", "HELD", "REVIEW", "GONE", "DEAD", "IGNORED");
    /** Beside those confirmed: a person may have brought to the books what stood in error before. */
    private static final Set<String> MAY_BE_BOOKED = Set.of("REVIEW", "GONE");

    private final Evidence evidence;
    private final Books books;
    private final Map<String, List<Line>> lines;
    private final Map<String, List<Posting>> postings;
    private final List<Finding> findings = new ArrayList<>();

    Auditor(Evidence evidence) {
        this.evidence = evidence;
        this.books = new Books(evidence.charges());
        this.lines = evidence.lines().stream().collect(Collectors.groupingBy(Line::charge));
        this.postings = evidence.postings().stream().collect(Collectors.groupingBy(Posting::charge));
    }

    /** Everything that is not as it was promised; call it once. */
    List<Finding> audit() {
        evidence.charges().forEach(this::charge);
        strangers();
        trialBalance();
        items();
        leftovers();
        delivered();
        return List.copyOf(findings);
    }

    private void find(Promise promise, String text) {
        findings.add(new Finding(promise, text));
    }

    private void charge(Charge charge) {
        long facts = evidence.facts().getOrDefault(charge.id(), 0L);
        List<Posting> own = postings.getOrDefault(charge.id(), List.of());
        List<Line> booked = lines.getOrDefault(charge.id(), List.of());
        if (facts != 1) {
            find(Promise.EVERY_CHARGE, charge.id() + " was recorded " + facts + " times");
        }
        if (own.size() != 1) {
            find(Promise.EVERY_CHARGE, charge.id() + " has " + own.size() + " postings");
        }
        own.forEach(posting -> state(posting, booked));
        booked(charge.id(), booked);
    }

    private void state(Posting posting, List<Line> booked) {
        String what = posting.charge() + " (" + posting.state() + ": " + posting.reason() + ")";
        if (!ENDED.contains(posting.state())) {
            find(Promise.NOTHING_LEFT, what + " is still under way");
        } else if (posting.reason().isBlank()) {
            find(Promise.EVERY_CHARGE, what + " has no reason");
        }
        if (posting.state().equals("CONFIRMED")) {
            confirmed(posting, what, booked);
        } else if (!MAY_BE_BOOKED.contains(posting.state()) && !booked.isEmpty()) {
            find(Promise.NOTHING_TWICE, what + " is in the ledger");
        }
        booked.stream()
                .filter(line -> !line.reference().equals(posting.reference()))
                .forEach(line -> find(Promise.NOTHING_TWICE, what + " is in the ledger as " + line.reference()));
        Charge charge = books.charge(posting.charge());
        if (posting.minor() != charge.minor() || !posting.currency().equals(charge.currency())) {
            find(Promise.TO_THE_CENT, what + " is posted as " + posting.minor() + " " + posting.currency());
        }
    }

    private void confirmed(Posting posting, String what, List<Line> booked) {
        if (booked.isEmpty()) {
            find(Promise.EVERY_CHARGE, what + " is not in the ledger");
        }
        if (!"LIVE".equals(evidence.keys().get(posting.reference()))) {
            find(Promise.NOTHING_LEFT, what + " is not known to the package in EBS");
        }
        Optional<LocalDate> day = books.charge(posting.charge()).booked();
        booked.stream()
                .filter(line -> !posting.moved() && !day.equals(Optional.of(line.date())))
                .forEach(line ->
                        find(Promise.TO_THE_CENT, what + " stands on " + line.date() + ", Stripe booked it on " + day));
    }

    /** A charge in the ledger: one journal of two posted lines, each of the gross amount. */
    private void booked(String charge, List<Line> booked) {
        if (booked.isEmpty()) {
            return;
        }
        BigDecimal gross = books.gross(charge);
        Set<String> journals = booked.stream().map(Line::reference).collect(Collectors.toCollection(TreeSet::new));
        long debits = booked.stream().filter(line -> line.debit().signum() != 0).count();
        if (journals.size() != 1 || booked.size() != 2 || debits != 1) {
            find(Promise.NOTHING_TWICE, charge + " has " + booked.size() + " lines in the ledger: " + booked);
        }
        for (Line line : booked) {
            boolean debit = line.debit().signum() != 0;
            String account = debit ? books.clearing(charge) : Company.RECEIPTS;
            BigDecimal amount = debit ? line.debit() : line.credit();
            if (amount.compareTo(gross) != 0
                    || !line.account().equals(account)
                    || !line.currency().equals(books.charge(charge).currency())) {
                find(Promise.TO_THE_CENT, charge + " took " + gross + ", the ledger has " + line);
            }
            if (!line.posted()) {
                find(Promise.NOTHING_LEFT, charge + " is imported and not posted");
            }
        }
    }

    private void strangers() {
        lines.keySet().stream()
                .filter(charge -> !books.knows(charge))
                .forEach(charge -> find(Promise.NOTHING_TWICE, "the ledger has lines of no charge: " + charge));
        evidence.facts().keySet().stream()
                .filter(charge -> !books.knows(charge))
                .forEach(charge -> find(Promise.EVERY_CHARGE, charge + " was recorded, and is not at Stripe"));
    }

    private void trialBalance() {
        Map<String, BigDecimal> sums = new TreeMap<>();
        Map<String, BigDecimal> accounts = balances();
        accounts.forEach((key, balance) -> sums.merge(key.substring(0, 3), balance, BigDecimal::add));
        sums.forEach((currency, sum) -> {
            if (sum.signum() != 0) {
                find(Promise.TRIAL_BALANCE, currency + " is out by " + sum);
            }
        });
        Map<String, BigDecimal> expected =
                books.balances(lines.keySet().stream().filter(books::knows).toList());
        Set<String> all = new TreeSet<>(accounts.keySet());
        all.addAll(expected.keySet());
        for (String key : all) {
            BigDecimal has = accounts.getOrDefault(key, BigDecimal.ZERO);
            BigDecimal wanted = expected.getOrDefault(key, BigDecimal.ZERO);
            if (has.compareTo(wanted) != 0) {
                find(Promise.TRIAL_BALANCE, key + " has " + has + ", its charges come to " + wanted);
            }
        }
    }

    /** What each account of a currency has in the ledger, debits positive. */
    Map<String, BigDecimal> balances() {
        Map<String, BigDecimal> accounts = new TreeMap<>();
        evidence.lines()
                .forEach(line -> accounts.merge(
                        Books.key(line.account(), line.currency()),
                        line.debit().subtract(line.credit()),
                        BigDecimal::add));
        return accounts;
    }

    private void items() {
        Map<String, BigDecimal> paid = new HashMap<>();
        evidence.lines().stream()
                .filter(line -> !line.item().isEmpty())
                .forEach(line -> paid.merge(line.item(), line.credit().subtract(line.debit()), BigDecimal::add));
        paid.forEach((item, sum) -> {
            if (sum.compareTo(evidence.items().getOrDefault(item, BigDecimal.ZERO)) > 0) {
                find(Promise.NO_ITEM_TWICE, "item " + item + " is paid with " + sum);
            }
        });
    }

    /** Rows of the interface and keys of the package belong to postings that say what is with them. */
    private void leftovers() {
        Map<String, Posting> byReference = new HashMap<>();
        evidence.postings().forEach(posting -> byReference.put(posting.reference(), posting));
        for (String reference : new TreeSet<>(evidence.waiting())) {
            Posting posting = byReference.get(reference);
            if (posting == null || !posting.state().equals("REVIEW")) {
                find(Promise.NOTHING_LEFT, "rows of " + reference + " wait in the interface for " + posting);
            }
        }
        evidence.keys().keySet().stream()
                .filter(reference -> !byReference.containsKey(reference))
                .forEach(reference ->
                        find(Promise.NOTHING_LEFT, "EBS knows " + reference + ", and the application does not"));
    }

    private void delivered() {
        evidence.delivered().stream()
                .filter(event -> !evidence.stored().contains(event))
                .forEach(event -> find(Promise.DURABLE, event + " was answered 2xx, and is not on disk"));
    }
}
