package io.tieout.domain.matching;

import io.tieout.domain.money.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One look at a payment and its candidates: what may be taken of them, and why not. */
final class Look {
    /** Candidates that a question shows, the likeliest first: more nobody reads. */
    static final int MOST_SHOWN = 50;

    /** By due date and then by id, the shorter first: for numbers that is their order. */
    private static final Comparator<Candidate> OLDEST_FIRST = Comparator.comparing(
                    (Candidate candidate) -> candidate.item().due())
            .thenComparing(candidate -> candidate.item().id().length())
            .thenComparing(candidate -> candidate.item().id());

    private final Payment payment;
    private final List<Candidate> all;
    private final Naming naming;

    Look(Payment payment, Collection<Candidate> candidates) {
        this.payment = payment;
        this.all = candidates.stream().distinct().sorted(OLDEST_FIRST).toList();
        this.naming = new Naming(payment.named(), all);
    }

    Payment payment() {
        return payment;
    }

    Naming naming() {
        return naming;
    }

    /** Everything that the payment names, the oldest first, whether it can be taken or not. */
    List<Candidate> named() {
        return all.stream().filter(this::isNamed).toList();
    }

    /** The customer's items of which something may be taken, the oldest first; none when nobody knows the customer. */
    List<Candidate> usableOfCustomer() {
        return all.stream().filter(this::ofCustomer).filter(this::usable).toList();
    }

    boolean isNamed(Candidate candidate) {
        return naming.word(candidate.item()).isPresent();
    }

    boolean ofCustomer(Candidate candidate) {
        return payment.customerAccount().stream()
                .anyMatch(account -> account.equals(candidate.item().customerAccount()));
    }

    /** Whether something of it, a credit too, may be taken. */
    boolean usable(Candidate candidate) {
        return obstacle(candidate).isEmpty() && candidate.covers(candidate.available());
    }

    /** Whether the payment has exactly the amount that is left of it. */
    boolean equal(Candidate candidate) {
        return candidate.available().equals(payment.amount());
    }

    /** Why nothing may be taken of it, be it free or not; empty when nothing speaks against it. */
    Optional<String> obstacle(Candidate candidate) {
        OpenItem item = candidate.item();
        if (!payment.entities().contains(item.entity())) {
            return Optional.of("it belongs to another entity (" + item.entity() + ")");
        }
        Optional<String> own = item.obstacle();
        if (own.isPresent()) {
            return own;
        }
        return item.remaining().currency().equals(payment.amount().currency())
                ? Optional.empty()
                : Optional.of("its currency is " + item.remaining().currency());
    }

    /** A person must decide. */
    MatchResult unclear(String reason) {
        return unclear(reason, List.of());
    }

    /**
     * A person must decide.
     *
     * @param competing the members of sets that fit equally well
     */
    MatchResult unclear(String reason, Collection<Candidate> competing) {
        boolean anyNamed = all.stream().anyMatch(this::isNamed);
        List<Ranked> ranked = new ArrayList<>();
        for (Candidate candidate : all) {
            Optional<String> sum = competing.contains(candidate) && !equal(candidate)
                    ? Optional.of("it is part of a sum that fits, but not the only one")
                    : Optional.empty();
            Optional<String> whole = notWhole(candidate);
            String why = sum.or(() -> whole).orElseGet(() -> whyNotThough(candidate, anyNamed));
            int rank = rank(candidate, sum.isPresent() || whole.isEmpty());
            ranked.add(new Ranked(rank, new MatchResult.Rejected(candidate, why)));
        }
        ranked.sort(Comparator.comparingInt(Ranked::rank));
        return new MatchResult.Unclear(
                reason, ranked.stream().map(Ranked::rejected).limit(MOST_SHOWN).toList());
    }

    /** A candidate that was not taken; the likelier, the lower. */
    private record Ranked(int rank, MatchResult.Rejected rejected) {}

    /** Why a candidate can't be what the whole payment pays. */
    private Optional<String> notWhole(Candidate candidate) {
        Optional<String> obstacle = obstacle(candidate);
        if (obstacle.isPresent() || equal(candidate)) {
            return obstacle;
        }
        Money open = candidate.item().remaining();
        if (open.isNegative()) {
            return Optional.of("it is a credit");
        }
        return Optional.of(
                candidate.available().equals(open)
                        ? "its open amount is " + open
                        : "its open amount is " + open + ", of which " + candidate.available() + " is free");
    }

    /** Why a candidate was not taken though nothing of its own speaks against it. */
    private String whyNotThough(Candidate candidate, boolean anyNamed) {
        if (anyNamed && !isNamed(candidate)) {
            return "it fits, but another invoice is named";
        }
        if (!anyNamed && !ofCustomer(candidate)) {
            return payment.customerAccount().isPresent()
                    ? "it belongs to another customer"
                    : "it is not named and the customer is not known";
        }
        return naming.statesOthersThan(candidate.item())
                ? "it fits, but the charge states another number"
                : "it fits, and so does another";
    }

    private int rank(Candidate candidate, boolean fits) {
        int rank = 0;
        rank += isNamed(candidate) ? 0 : 8;
        rank += ofCustomer(candidate) ? 0 : 4;
        rank += fits ? 0 : 2;
        rank += candidate.item().open() ? 0 : 1;
        return rank;
    }

    /** Items by their numbers, with the instalment where there are several: {@code INV-1, INV-2 (3)}. */
    String words(Collection<Candidate> candidates) {
        return candidates.stream().map(Candidate::item).map(this::words).collect(Collectors.joining(", "));
    }

    private String words(OpenItem item) {
        return naming.inInstalments(item) ? item.number() + " (" + item.instalment() + ")" : item.number();
    }

    /** All that is left of these. */
    static Money sum(Collection<Candidate> candidates, Money zero) {
        return candidates.stream().map(Candidate::available).reduce(zero, Money::plus);
    }

    /** These whole, and nothing else. */
    static MatchResult matched(Collection<Candidate> taken, String reason) {
        return new MatchResult.Matched(Distribution.of(whole(taken)), reason);
    }

    /** Each of these whole. */
    static List<Allocation> whole(Collection<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> new Allocation(candidate.item(), candidate.available()))
                .toList();
    }
}
