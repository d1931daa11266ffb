package io.tieout.domain.matching;

import io.tieout.domain.matching.SetSearch.Choice;
import io.tieout.domain.matching.SetSearch.Limits;
import io.tieout.domain.money.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for a payment that names invoices. A word takes one invoice at most, and of an invoice in instalments those
 * from the oldest on, or the oldest one of equal amount where that makes no sum.
 */
final class ByNumber {
    private final Look look;
    private final Payment payment;
    private final Naming naming;

    ByNumber(Look look) {
        this.look = look;
        this.payment = look.payment();
        this.naming = look.naming();
    }

    /** Where several invoices fit, the customer's own decide if they make the only answer. */
    MatchResult match() {
        List<Candidate> usable = look.named().stream().filter(look::usable).toList();
        List<Candidate> own = usable.stream().filter(look::ofCustomer).toList();
        Exact exact = exact(own);
        if (exact.count() == 0 || (exact.count() == 1 && !naming.statedAmong(exact.members()))) {
            exact = exact(usable);
        }
        if (!exact.decided()) {
            return look.unclear("whether the named invoices make up the amount in one way only was not decided within "
                    + Limits.BUDGET + " steps");
        }
        if (exact.count() == 0) {
            return new NotExact(look).match();
        }
        if (exact.count() > 1) {
            return look.unclear("the named invoices fit the amount in more than one way", exact.members());
        }
        return naming.statedAmong(exact.members())
                ? Look.matched(exact.members(), reason(exact))
                : look.unclear(NotExact.NOT_TAKEN);
    }

    /**
     * The ways in which named items have exactly the amount; two stand for any number above one.
     *
     * @param members of all these ways
     */
    private record Exact(boolean decided, int count, List<Candidate> members) {}

    /** Instalments of one invoice, or one item, that a word may take. */
    private record Option(int group, List<Candidate> items, Money sum) {}

    private Exact exact(List<Candidate> usable) {
        List<Candidate> everything = everything(usable);
        if (sum(everything).equals(payment.amount())) {
            return new Exact(true, 1, everything);
        }
        List<Option> options = options(usable);
        List<Choice> choices = options.stream()
                .map(option -> new Choice(option.sum().minorUnits(), option.group()))
                .toList();
        SetSearch.Result result =
                SetSearch.of(choices, payment.amount().minorUnits(), Limits.second(Math.max(1, options.size())));
        Set<Candidate> members = new HashSet<>();
        result.sets()
                .forEach(set ->
                        set.forEach(place -> members.addAll(options.get(place).items())));
        return new Exact(
                result.decided(),
                result.sets().size(),
                usable.stream().filter(members::contains).toList());
    }

    /** All that is named, if it is clear which invoice each word means and something of each can be taken; else none. */
    private List<Candidate> everything(List<Candidate> usable) {
        boolean each = naming.words(usable).equals(naming.words(look.named()));
        boolean clear = byWord(usable).values().stream()
                .allMatch(items -> byTransaction(items).size() == 1);
        return each && clear ? usable : List.of();
    }

    private List<Option> options(List<Candidate> usable) {
        List<Option> options = new ArrayList<>();
        int group = 0;
        for (List<Candidate> items : byWord(usable).values()) {
            for (List<Candidate> instalments : byTransaction(items).values()) {
                options.addAll(options(group, instalments));
            }
            group++;
        }
        return options;
    }

    private List<Option> options(int group, List<Candidate> instalments) {
        List<Option> options = new ArrayList<>();
        for (int count = 1; count <= instalments.size(); count++) {
            List<Candidate> oldest = instalments.subList(0, count);
            options.add(new Option(group, oldest, sum(oldest)));
        }
        boolean fits = options.stream().anyMatch(option -> option.sum().equals(payment.amount()));
        Optional<Candidate> equal = instalments.stream().filter(look::equal).findFirst();
        if (!fits && equal.isPresent()) {
            options.add(new Option(group, List.of(equal.get()), payment.amount()));
        }
        // A sum of nothing pays nothing.
        options.removeIf(option -> option.sum().isZero());
        return options;
    }

    private Money sum(Collection<Candidate> candidates) {
        return Look.sum(candidates, Money.zero(payment.amount().currency()));
    }

    /** Items by the word that names them. */
    private Map<String, List<Candidate>> byWord(Collection<Candidate> candidates) {
        Map<String, List<Candidate>> byWord = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            naming.word(candidate.item())
                    .ifPresent(word -> byWord.computeIfAbsent(word, any -> new ArrayList<>())
                            .add(candidate));
        }
        return byWord;
    }

    /** Items by the invoice that they are instalments of. */
    static Map<String, List<Candidate>> byTransaction(Collection<Candidate> candidates) {
        Map<String, List<Candidate>> byTransaction = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            byTransaction
                    .computeIfAbsent(candidate.item().transaction(), any -> new ArrayList<>())
                    .add(candidate);
        }
        return byTransaction;
    }

    private String reason(Exact exact) {
        List<Candidate> members = exact.members();
        String words = look.words(members);
        if (byTransaction(members).size() > 1) {
            return "the named " + words + " together have this amount";
        }
        if (members.size() > 1) {
            return "invoice " + members.get(0).item().number() + " is named and its instalments " + words
                    + ", oldest first, together have this amount";
        }
        return "invoice " + words + " is named and its open amount is equal";
    }
}
