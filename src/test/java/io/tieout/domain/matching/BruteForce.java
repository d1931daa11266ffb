package io.tieout.domain.matching;

import io.tieout.domain.matching.MatchingPolicy.Sets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the rules say of a payment, by going through every set of items; written from the rules and not from the code. */
final class BruteForce {
    private final Payment payment;
    private final List<Candidate> all;

    BruteForce(Payment payment, List<Candidate> candidates) {
        this.payment = payment;
        this.all = candidates.stream()
                .sorted(Comparator.comparing((Candidate one) -> one.item().due())
                        .thenComparing(one -> Integer.valueOf(one.item().id())))
                .toList();
    }

    static Set<String> ids(Set<Candidate> set) {
        return set.stream().map(one -> one.item().id()).collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> allocated(Distribution distribution) {
        return distribution.allocations().stream()
                .map(one -> one.item().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The items that the payment pays to the cent. */
    Optional<Set<Candidate>> exact() {
        if (!words(all).containsAll(payment.named().stated())) {
            return Optional.empty();
        }
        if (all.stream().anyMatch(one -> !word(one).isEmpty())) {
            return exactlyNamed();
        }
        if (payment.customerAccount().isEmpty()) {
            return Optional.empty();
        }
        List<Candidate> own =
                all.stream().filter(this::own).filter(this::takeable).toList();
        List<Set<Candidate>> single = sets(own, 1);
        return choose(single.isEmpty() ? sets(own, payment.terms().mostInSet()) : single, own);
    }

    private Optional<Set<Candidate>> choose(List<Set<Candidate>> sets, List<Candidate> byAge) {
        if (sets.size() < 2) {
            return sets.stream().findFirst();
        }
        return payment.terms().sets() == Sets.REVIEW
                ? Optional.empty()
                : sets.stream().min(Comparator.comparing(set -> places(set, byAge)));
    }

    /** Places of the members as a text that sorts like them. */
    private static String places(Set<Candidate> set, List<Candidate> byAge) {
        return byAge.stream()
                .filter(set::contains)
                .map(one -> String.format(Locale.ROOT, "%03d", byAge.indexOf(one)))
                .collect(Collectors.joining());
    }

    private Optional<Set<Candidate>> exactlyNamed() {
        List<Candidate> named = all.stream()
                .filter(one -> !word(one).isEmpty())
                .filter(this::takeable)
                .toList();
        List<Set<Candidate>> own = ways(named.stream().filter(this::own).toList());
        if (own.size() > 1) {
            return Optional.empty();
        }
        if (own.size() == 1 && statedIn(own.get(0))) {
            return Optional.of(own.get(0));
        }
        List<Set<Candidate>> any = ways(named);
        return any.size() == 1 && statedIn(any.get(0)) ? Optional.of(any.get(0)) : Optional.empty();
    }

    private boolean statedIn(Set<Candidate> set) {
        return words(set).containsAll(payment.named().stated());
    }

    /** In which ways named items make up the amount; where all that is named does, that is the only way that counts. */
    private List<Set<Candidate>> ways(List<Candidate> takeable) {
        boolean whole = words(takeable).equals(words(all)) && oneTransactionEach(takeable) && sum(takeable) == amount();
        if (whole) {
            return List.of(Set.copyOf(takeable));
        }
        return sets(takeable, takeable.size()).stream()
                .filter(this::oneTransactionEach)
                .filter(this::everyWordPaysSomething)
                .filter(set ->
                        set.stream().allMatch(one -> oldest(ofTransaction(one, set), ofTransaction(one, takeable))))
                .toList();
    }

    /** Whether these are a word's instalments from the oldest on, or its oldest of the amount where those don't fit. */
    private boolean oldest(List<Candidate> taken, List<Candidate> instalments) {
        if (taken.equals(instalments.subList(0, taken.size()))) {
            return true;
        }
        for (int count = 1; count <= instalments.size(); count++) {
            if (sum(instalments.subList(0, count)) == amount()) {
                return false;
            }
        }
        Optional<Candidate> equal = instalments.stream()
                .filter(one -> one.available().equals(payment.amount()))
                .findFirst();
        return taken.size() == 1 && equal.equals(Optional.of(taken.get(0)));
    }

    private List<Candidate> ofTransaction(Candidate like, Iterable<Candidate> candidates) {
        Set<Candidate> wanted = new HashSet<>();
        for (Candidate one : candidates) {
            boolean same = one.item().transaction().equals(like.item().transaction());
            if (same && word(one).equals(word(like))) {
                wanted.add(one);
            }
        }
        return all.stream().filter(wanted::contains).toList();
    }

    private boolean everyWordPaysSomething(Set<Candidate> set) {
        return words(set).stream()
                .noneMatch(word ->
                        sum(set.stream().filter(one -> word(one).equals(word)).toList()) == 0);
    }

    private boolean oneTransactionEach(Iterable<Candidate> candidates) {
        Set<String> words = new HashSet<>();
        Set<String> pairs = new HashSet<>();
        for (Candidate one : candidates) {
            words.add(word(one));
            pairs.add(word(one) + " " + one.item().transaction());
        }
        return words.size() == pairs.size();
    }

    /** How a payment without an exact answer is taken: {@code part}, {@code over}, {@code tolerated} or not at all. */
    Optional<String> nearly() {
        if (!words(all).containsAll(payment.named().stated()) || exactInSomeWay()) {
            return Optional.empty();
        }
        if (words(all).isEmpty()) {
            List<Candidate> near = all.stream()
                    .filter(this::own)
                    .filter(this::takeable)
                    .filter(one -> tolerated(one.available().minorUnits()))
                    .toList();
            return near.size() == 1 ? Optional.of("tolerated") : Optional.empty();
        }
        List<Candidate> due = new ArrayList<>();
        for (String word : words(all)) {
            List<Candidate> meant = all.stream()
                    .filter(one -> word(one).equals(word) && takeable(one))
                    .toList();
            List<Candidate> own = meant.stream().filter(this::own).toList();
            due.addAll(own.isEmpty() ? meant : own);
        }
        due.sort(Comparator.comparingInt(all::indexOf));
        return contradicted(due) ? Optional.empty() : nearly(due);
    }

    /** Ways that were found, but no single one: a question. */
    private boolean exactInSomeWay() {
        List<Candidate> named = all.stream()
                .filter(one -> !word(one).isEmpty() && takeable(one))
                .toList();
        List<Candidate> own =
                all.stream().filter(this::own).filter(this::takeable).toList();
        return words(all).isEmpty()
                ? !sets(own, Math.max(1, payment.terms().mostInSet())).isEmpty()
                : !ways(named).isEmpty()
                        || !ways(named.stream().filter(this::own).toList()).isEmpty();
    }

    private boolean contradicted(List<Candidate> due) {
        Set<String> customers = new HashSet<>();
        due.forEach(one -> customers.add(one.item().customerAccount()));
        payment.customerAccount().ifPresent(customers::add);
        boolean blocked = all.stream()
                .filter(one -> !word(one).isEmpty() && one.item().open())
                .filter(one -> !one.item().remaining().isZero() && !free(one))
                .anyMatch(one -> due.stream()
                        .anyMatch(other ->
                                other.item().transaction().equals(one.item().transaction())));
        return !words(due).equals(words(all))
                || !oneTransactionEach(due)
                || customers.size() > 1
                || sum(due) <= 0
                || blocked;
    }

    private Optional<String> nearly(List<Candidate> due) {
        boolean one =
                due.stream().map(item -> item.item().transaction()).distinct().count() == 1;
        int near = 0;
        for (int count = one ? 1 : due.size(); count <= due.size(); count++) {
            near += tolerated(sum(due.subList(0, count))) ? 1 : 0;
        }
        if (near > 0) {
            return near == 1 ? Optional.of("tolerated") : Optional.empty();
        }
        if (sum(due) < amount()) {
            return payment.terms().onAccount() ? Optional.of("over") : Optional.empty();
        }
        boolean positive = due.stream().allMatch(item -> item.available().isPositive());
        return one && positive && payment.terms().partial() ? Optional.of("part") : Optional.empty();
    }

    private boolean tolerated(long due) {
        return due > 0
                && !payment.terms().tolerance().amounts().isEmpty()
                && payment.amount().currency().getCurrencyCode().equals("USD")
                && Math.abs(due - amount()) <= 1;
    }

    private List<Set<Candidate>> sets(List<Candidate> candidates, int most) {
        List<Long> amounts =
                candidates.stream().map(one -> one.available().minorUnits()).toList();
        return SetSearchTest.bruteForce(amounts, amount(), most).stream()
                .map(set -> set.stream().map(candidates::get).collect(Collectors.toSet()))
                .toList();
    }

    private long amount() {
        return payment.amount().minorUnits();
    }

    private static long sum(List<Candidate> candidates) {
        return candidates.stream()
                .mapToLong(one -> one.available().minorUnits())
                .sum();
    }

    private boolean own(Candidate one) {
        return payment.customerAccount().equals(Optional.of(one.item().customerAccount()));
    }

    /** The word that names an item, empty when none does. */
    private String word(Candidate one) {
        String number = one.item().number().toUpperCase(Locale.ROOT);
        if (payment.named().all().contains(number)) {
            return number;
        }
        boolean several = all.stream()
                .anyMatch(other -> other.item().transaction().equals(one.item().transaction())
                        && other.item().instalment() > 1);
        String word = number + "/" + one.item().instalment();
        return several && payment.named().all().contains(word) ? word : "";
    }

    private Set<String> words(Iterable<Candidate> candidates) {
        Set<String> words = new HashSet<>();
        candidates.forEach(one -> words.add(word(one)));
        words.remove("");
        return words;
    }

    private boolean takeable(Candidate one) {
        long left = one.available().minorUnits();
        return free(one) && left != 0 && (left > 0) == one.item().remaining().isPositive();
    }

    /** Nothing speaks against it but that it may be taken already. */
    private boolean free(Candidate one) {
        OpenItem item = one.item();
        return item.open()
                && !item.remaining().isZero()
                && payment.entities().contains(item.entity())
                && item.remaining().currency().equals(payment.amount().currency())
                && item.disputed().isZero()
                && !item.selectedForReceipt();
    }
}
