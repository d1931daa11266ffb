package io.tieout.domain.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the open item that a charge pays: first by the invoice number that the payer named and an equal amount, else
 * the one open item of that customer with an equal amount, else a person. A tie is never broken silently, and a named
 * invoice that can't be taken is a contradiction for a person, not a reason to take another one.
 */
public final class Matcher {

    private Matcher() {}

    /**
     * Matches a payment.
     *
     * @param candidates every item that bears a named number, and every open item of the customer; order is irrelevant
     */
    public static MatchResult match(Payment payment, List<Candidate> candidates) {
        List<Candidate> sorted = candidates.stream()
                .distinct()
                .sorted(Comparator.comparing(
                                (Candidate candidate) -> candidate.item().due())
                        .thenComparing(candidate -> candidate.item().id()))
                .toList();
        List<Candidate> named =
                sorted.stream().filter(candidate -> isNamed(payment, candidate)).toList();
        boolean strange = payment.named().stated().isPresent()
                && named.stream().noneMatch(candidate -> payment.named().state(candidate.item()));
        if (strange) {
            return unclear(payment, sorted, "no item of the ERP bears the invoice number that the charge states");
        }
        return named.isEmpty() ? byCustomer(payment, sorted) : byNumber(payment, sorted, named);
    }

    private static MatchResult byNumber(Payment payment, List<Candidate> all, List<Candidate> named) {
        List<Candidate> fitting = withStated(payment, fitting(payment, named));
        if (fitting.size() > 1) {
            List<Candidate> own = fitting.stream()
                    .filter(candidate -> ofCustomer(payment, candidate))
                    .toList();
            fitting = withStated(payment, own).isEmpty() ? fitting : own;
        }
        if (fitting.size() == 1) {
            OpenItem item = fitting.get(0).item();
            return matched(payment, item, "invoice " + item.number() + " is named and its open amount is equal");
        }
        String reason = fitting.isEmpty()
                ? "an invoice is named, but none of that number can be taken"
                : fitting.size() + " open items fit the named number and the amount";
        return unclear(payment, all, reason);
    }

    /** Where a number is stated, what fits is empty unless an item of that number fits: the text can't overrule it. */
    private static List<Candidate> withStated(Payment payment, List<Candidate> fitting) {
        boolean stated = payment.named().stated().isEmpty()
                || fitting.stream().anyMatch(candidate -> payment.named().state(candidate.item()));
        return stated ? fitting : List.of();
    }

    private static MatchResult byCustomer(Payment payment, List<Candidate> all) {
        if (payment.customerAccount().isEmpty()) {
            return unclear(payment, all, "no known invoice is named and the customer is not known");
        }
        List<Candidate> fitting = fitting(
                payment,
                all.stream().filter(candidate -> ofCustomer(payment, candidate)).toList());
        if (fitting.size() == 1) {
            OpenItem item = fitting.get(0).item();
            return matched(payment, item, item.number() + " is the customer's only open item of this amount");
        }
        String reason = fitting.isEmpty()
                ? "no open item of the customer has this amount"
                : fitting.size() + " open items of the customer have this amount and none is named";
        return unclear(payment, all, reason);
    }

    private static MatchResult matched(Payment payment, OpenItem item, String reason) {
        return new MatchResult.Matched(Distribution.of(List.of(new Allocation(item, payment.amount()))), reason);
    }

    private static MatchResult unclear(Payment payment, List<Candidate> all, String reason) {
        boolean named = all.stream().anyMatch(candidate -> isNamed(payment, candidate));
        List<MatchResult.Rejected> rejected = new ArrayList<>();
        for (Candidate candidate : all) {
            String obstacle = obstacle(payment, candidate);
            String why = obstacle.isEmpty() ? whyNotThough(payment, candidate, named) : obstacle;
            rejected.add(new MatchResult.Rejected(candidate, why));
        }
        rejected.sort(Comparator.comparingInt((MatchResult.Rejected one) -> rank(payment, one.candidate())));
        return new MatchResult.Unclear(reason, rejected);
    }

    /** Why a candidate was not taken though nothing of its own speaks against it. */
    private static String whyNotThough(Payment payment, Candidate candidate, boolean named) {
        if (named && !isNamed(payment, candidate)) {
            return "it fits, but another invoice is named";
        }
        if (!named && !ofCustomer(payment, candidate)) {
            return payment.customerAccount().isPresent()
                    ? "it belongs to another customer"
                    : "it is not named and the customer is not known";
        }
        return payment.named().stated().isPresent() && !payment.named().state(candidate.item())
                ? "it fits, but the charge states another number"
                : "it fits, and so does another";
    }

    private static List<Candidate> fitting(Payment payment, List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> obstacle(payment, candidate).isEmpty())
                .toList();
    }

    /** Why a candidate can't be taken whole; empty when nothing speaks against it. */
    private static String obstacle(Payment payment, Candidate candidate) {
        OpenItem item = candidate.item();
        if (!payment.entities().contains(item.entity())) {
            return "it belongs to another entity (" + item.entity() + ")";
        }
        Optional<String> own = item.obstacle();
        if (own.isPresent()) {
            return own.get();
        }
        if (!item.remaining().currency().equals(payment.amount().currency())) {
            return "its currency is " + item.remaining().currency();
        }
        if (!candidate.available().equals(payment.amount())) {
            return candidate.available().equals(item.remaining())
                    ? "its open amount is " + item.remaining()
                    : "its open amount is " + item.remaining() + ", of which " + candidate.available() + " is free";
        }
        return "";
    }

    private static int rank(Payment payment, Candidate candidate) {
        int rank = 0;
        rank += isNamed(payment, candidate) ? 0 : 8;
        rank += ofCustomer(payment, candidate) ? 0 : 4;
        rank += obstacle(payment, candidate).isEmpty() ? 0 : 2;
        rank += candidate.item().open() ? 0 : 1;
        return rank;
    }

    private static boolean isNamed(Payment payment, Candidate candidate) {
        return payment.names(candidate.item());
    }

    private static boolean ofCustomer(Payment payment, Candidate candidate) {
        return payment.customerAccount().stream()
                .anyMatch(account -> account.equals(candidate.item().customerAccount()));
    }
}
