package io.tieout.domain.matching;

import io.tieout.domain.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a person says that money goes. It is checked each time it is used: the items may have changed since.
 *
 * @param shares how much goes to which open item; none leaves all of it on account
 * @param restOnAccount whether what is left over stays on account
 */
public record Choice(List<Share> shares, boolean restOnAccount) {

    public Choice {
        shares = List.copyOf(shares);
    }

    /**
     * A share of an open item.
     *
     * @param item the ERP's id of the item
     * @param amount in the payment's currency, with the sign of what remains of the item: negative for a credit
     */
    public record Share(String item, Money amount) {}

    /**
     * What the choice is checked against.
     *
     * @param amount all that there is to distribute
     * @param items what is known of the items, by id
     * @param entities operating units whose items may be taken
     * @param customerKnown whether the payer's customer is known; who names an item has found the customer
     * @param account which accounts there are for money on account
     */
    public record Frame(
            Money amount, Map<String, Candidate> items, Set<String> entities, boolean customerKnown, Accounts account) {
        public Frame {
            items = Map.copyOf(items);
            entities = Set.copyOf(entities);
        }
    }

    /** Whether the link names the accounts for money on account: of a payer that is known, and of one that is not. */
    public record Accounts(boolean unapplied, boolean unidentified) {
        boolean named(boolean identified) {
            return identified ? unapplied : unidentified;
        }
    }

    /** What the check found. */
    public sealed interface Checked {
        /** It can be carried out. */
        record Good(Distribution distribution) implements Checked {}

        /** It can't, for these reasons. */
        record Bad(List<Problem> problems) implements Checked {
            public Bad {
                problems = List.copyOf(problems);
            }

            /** All reasons as one sentence, without the places. */
            public String words() {
                return String.join("; ", problems.stream().map(Problem::message).toList());
            }
        }
    }

    /**
     * Why a part of a choice can't be carried out.
     *
     * @param field its place, for example {@code items[0].amount}
     * @param message what is wrong, in words
     */
    public record Problem(String field, String message) {}

    /** Whether it can be carried out now, and how. */
    public Checked check(Frame frame) {
        List<Problem> problems = new ArrayList<>();
        List<Allocation> allocations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < shares.size(); index++) {
            Share share = shares.get(index);
            String place = "items[" + index + "]";
            Candidate candidate = frame.items().get(share.item());
            Optional<Problem> problem = candidate == null
                    ? Optional.of(unknown(place, share))
                    : seen.add(share.item())
                            ? problem(share, place, candidate, frame)
                            : Optional.of(twice(place, share));
            problem.ifPresent(problems::add);
            if (candidate != null && problem.isEmpty()) {
                allocations.add(new Allocation(candidate.item(), share.amount()));
            }
        }
        if (!problems.isEmpty()) {
            return new Checked.Bad(problems);
        }
        Money rest = allocations.stream().map(Allocation::amount).reduce(frame.amount(), Money::minus);
        boolean identified = frame.customerKnown() || !allocations.isEmpty();
        return problemOf(rest, identified, frame)
                .<Checked>map(problem -> new Checked.Bad(List.of(problem)))
                .orElseGet(() ->
                        new Checked.Good(new Distribution(allocations, rest, identified, Money.zero(rest.currency()))));
    }

    private static Problem unknown(String place, Share share) {
        return new Problem(place + ".item", "the ERP has no item " + share.item() + ", as far as it was read");
    }

    private static Problem twice(String place, Share share) {
        return new Problem(place + ".item", "item " + share.item() + " is named twice: name it once with the sum");
    }

    private static Optional<Problem> problem(Share share, String place, Candidate candidate, Frame frame) {
        OpenItem item = candidate.item();
        Optional<String> obstacle = obstacle(item, frame.amount().currency(), frame.entities());
        if (obstacle.isPresent()) {
            return Optional.of(new Problem(place + ".item", item.number() + " can't be taken: " + obstacle.get()));
        }
        return amount(share.amount(), candidate)
                .map(message -> new Problem(place + ".amount", item.number() + ": " + message));
    }

    /**
     * Why nobody may choose an item for a payment; empty when nothing speaks against it.
     *
     * @param entities operating units whose items may be taken
     */
    public static Optional<String> obstacle(OpenItem item, Currency paid, Set<String> entities) {
        if (!entities.contains(item.entity())) {
            return Optional.of("it belongs to another entity (" + item.entity() + ")");
        }
        if (!item.remaining().currency().equals(paid)) {
            return Optional.of("its currency is " + item.remaining().currency());
        }
        return item.obstacle();
    }

    private static Optional<String> amount(Money amount, Candidate candidate) {
        Money available = candidate.available();
        if (!amount.currency().equals(available.currency())) {
            return Optional.of("the amount is in " + amount.currency());
        }
        boolean credit = candidate.item().remaining().isNegative();
        if (amount.isZero() || amount.isNegative() != credit) {
            return Optional.of(credit ? "a credit is taken by a negative amount" : "the amount must be positive");
        }
        return candidate.covers(amount)
                ? Optional.empty()
                : Optional.of("only " + available + " of it is free, not " + amount);
    }

    private Optional<Problem> problemOf(Money rest, boolean identified, Frame frame) {
        if (rest.isZero()) {
            return Optional.empty();
        }
        if (rest.isNegative()) {
            return Optional.of(new Problem(
                    "items",
                    "they add up to " + rest.negated() + " more than the " + frame.amount() + " that there is"));
        }
        if (!restOnAccount) {
            return Optional.of(new Problem(
                    "items",
                    rest + " of " + frame.amount() + " is left over: name items for it, or leave it on account"));
        }
        return frame.account().named(identified)
                ? Optional.empty()
                : Optional.of(new Problem("restOnAccount", "the link names no account for money on account"));
    }
}
