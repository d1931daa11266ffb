package io.tieout.crash;

import io.tieout.crash.Evidence.Charge;
import io.tieout.crash.Evidence.Known;
import io.tieout.crash.Evidence.Line;
import io.tieout.crash.Evidence.Posting;
import io.tieout.crash.Evidence.Row;
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
    /** Beside what is confirmed: a person may have brought to the books what stood in error before. */
    private static final String MAY_BE_BOOKED = "REVIEW";

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
        findings.addAll(new Allocations(evidence).audit());
        findings.addAll(new Causes(evidence).audit());
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
        if (evidence.acts().bills().containsKey(charge.id())) {
            booked(charge.id(), booked);
        } else {
            find(Promise.EVERY_CHARGE, charge.id() + " was ordered by nobody");
        }
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
        } else if (!posting.state().equals(MAY_BE_BOOKED) && !booked.isEmpty()) {
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
        if (Optional.ofNullable(evidence.keys().get(posting.reference()))
                .filter(Known::live)
                .isEmpty()) {
            find(Promise.NOTHING_LEFT, what + " is not known to the package in EBS");
        }
        Optional<LocalDate> day = books.charge(posting.charge()).booked();
        booked.stream()
                .filter(line -> !posting.moved() && !day.equals(Optional.of(line.date())))
                .forEach(line ->
                        find(Promise.TO_THE_CENT, what + " stands on " + line.date() + ", Stripe booked it on " + day));
    }

    /** A charge in the ledger: one journal of posted lines, the gross amount on either side. */
    private void booked(String charge, List<Line> booked) {
        if (booked.isEmpty()) {
            return;
        }
        Map<String, List<Line>> journals = booked.stream().collect(Collectors.groupingBy(Line::journal));
        long debits = booked.stream().filter(Line::isDebit).count();
        // What names its customer only may pay several of his invoices, each by a line.
        long most = evidence.acts().bills().get(charge).names() ? 1 : booked.size();
        if (journals.size() != 1 || debits != 1 || booked.size() < 2 || booked.size() - debits > most) {
            find(Promise.NOTHING_TWICE, charge + " has " + booked.size() + " lines in the ledger: " + booked);
        }
        journals.values().forEach(journal -> gross(charge, journal));
        for (Line line : booked) {
            String account = line.isDebit() ? books.clearing(charge) : Company.RECEIPTS;
            if (!line.account().equals(account)
                    || !line.currency().equals(books.charge(charge).currency())) {
                find(Promise.TO_THE_CENT, charge + " is in the ledger on another account: " + line);
            }
            if (!line.posted()) {
                find(Promise.NOTHING_LEFT, charge + " is imported and not posted");
            }
        }
    }

    private void gross(String charge, List<Line> journal) {
        BigDecimal gross = books.gross(charge);
        BigDecimal debits = journal.stream().map(Line::debit).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal credits = journal.stream().map(Line::credit).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (debits.compareTo(gross) != 0 || credits.compareTo(gross) != 0) {
            find(Promise.TO_THE_CENT, charge + " took " + gross + ", the ledger has " + journal);
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

    /** Rows of the interface and keys of the package belong to postings that say what is with them. */
    private void leftovers() {
        Map<String, Posting> byReference = new HashMap<>();
        evidence.postings().forEach(posting -> byReference.put(posting.reference(), posting));
        Set<String> waiting =
                evidence.waiting().stream().map(Row::reference).collect(Collectors.toCollection(TreeSet::new));
        for (String reference : waiting) {
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
