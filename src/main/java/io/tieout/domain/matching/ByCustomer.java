package io.tieout.domain.matching;

import io.tieout.domain.matching.SetSearch.Choice;
import io.tieout.domain.matching.SetSearch.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for a payment that names no known invoice: what its customer has open. */
final class ByCustomer {
    private final Look look;
    private final Payment payment;
    private final Payment.Terms terms;
    private final boolean oldestFirst;
    /** The oldest first. */
    private final List<Candidate> usable;

    ByCustomer(Look look) {
        this.look = look;
        this.payment = look.payment();
        this.terms = payment.terms();
        this.oldestFirst = terms.sets() == MatchingPolicy.Sets.OLDEST_FIRST;
        this.usable = look.usableOfCustomer();
    }

    MatchResult match() {
        List<Candidate> equal = usable.stream().filter(look::equal).toList();
        if (equal.isEmpty()) {
            return set();
        }
        List<Candidate> first = equal.subList(0, 1);
        if (equal.size() == 1) {
            return Look.matched(first, look.words(first) + " is the customer's only open item of this amount");
        }
        return oldestFirst
                ? Look.matched(
                        first,
                        look.words(first) + " is the oldest of the customer's " + equal.size()
                                + " open items of this amount: the link takes the oldest first")
                : look.unclear(equal.size() + " open items of the customer have this amount and none is named");
    }

    private MatchResult set() {
        // From the largest amount to the smallest what can be reached shrinks fastest.
        List<Candidate> falling = usable.stream()
                .sorted(Comparator.comparing(Candidate::available).reversed())
                .toList();
        SetSearch.Result result = search(falling, Limits.second(terms.mostInSet()));
        if (result.none()) {
            return nearly();
        }
        if (result.single()) {
            return set(members(falling, result.sets()), "are the customer's only set of open items with this sum");
        }
        if (oldestFirst) {
            return oldestSet();
        }
        return result.decided()
                ? look.unclear(
                        "several sets of the customer's open items have this sum and none is named",
                        members(falling, result.sets()))
                : undecided();
    }

    private MatchResult oldestSet() {
        SetSearch.Result first = search(usable, Limits.first(terms.mostInSet()));
        if (!first.decided()) {
            return undecided();
        }
        return first.none()
                ? nearly()
                : set(
                        members(usable, first.sets()),
                        "are the oldest set of the customer's open items with this sum: the link takes the oldest first");
    }

    private MatchResult set(List<Candidate> taken, String why) {
        return Look.matched(taken, look.words(taken) + " " + why);
    }

    private MatchResult undecided() {
        return look.unclear("whether a set of the customer's open items has this sum, and no other, was not decided"
                + " within " + Limits.BUDGET + " steps");
    }

    /** No exact answer: the one item that the tolerance lets pass. */
    private MatchResult nearly() {
        List<Candidate> near = usable.stream()
                .filter(candidate -> Tolerated.passes(payment, candidate.available()))
                .toList();
        if (near.isEmpty()) {
            return look.unclear("no open item of the customer has this amount, and no set of at most "
                    + terms.mostInSet() + " has this sum");
        }
        return near.size() == 1
                ? Tolerated.matched(
                        payment, near, look.words(near) + " is the customer's only open item near this amount")
                : look.unclear(near.size() + " open items of the customer are within the tolerance and none is named");
    }

    private SetSearch.Result search(List<Candidate> candidates, Limits limits) {
        List<Choice> choices = new ArrayList<>();
        for (Candidate candidate : candidates) {
            choices.add(new Choice(candidate.available().minorUnits(), choices.size()));
        }
        return SetSearch.of(choices, payment.amount().minorUnits(), limits);
    }

    /** The members of these sets, the oldest first. */
    private List<Candidate> members(List<Candidate> candidates, List<List<Integer>> sets) {
        Set<Candidate> members = new HashSet<>();
        sets.forEach(set -> set.forEach(place -> members.add(candidates.get(place))));
        return usable.stream().filter(members::contains).toList();
    }
}
