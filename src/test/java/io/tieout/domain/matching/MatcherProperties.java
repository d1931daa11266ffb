package io.tieout.domain.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.money.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The matcher against a brute-force oracle, in a world so small that ties and contradictions are common. */
class MatcherProperties {

    @Provide
    Arbitrary<Payment> payments() {
        Arbitrary<Money> amounts = Combinators.combine(Arbitraries.longs().between(1, 3), mostly("USD", "EUR"))
                .as(Money::ofMinor);
        Arbitrary<Optional<String>> stated =
                Arbitraries.of("INV-1", "INV-3", "PO-9").optional(0.3);
        Arbitrary<NamedInvoices> named = Combinators.combine(
                        stated, Arbitraries.of("INV-1", "INV-2", "PO-9").set().ofMaxSize(2))
                .as(MatcherProperties::named);
        Arbitrary<Optional<String>> customers = Arbitraries.of("C1", "C2").optional(0.8);
        Arbitrary<Set<String>> entities = Arbitraries.of(Set.of("E1"), Set.of("E1", "E2"));
        return Combinators.combine(amounts, named, customers, entities).as(Payment::new);
    }

    private static NamedInvoices named(Optional<String> stated, Set<String> words) {
        Set<String> all = new HashSet<>(words);
        stated.ifPresent(all::add);
        return new NamedInvoices(stated, all);
    }

    @Provide
    Arbitrary<List<Candidate>> candidates() {
        return drafts().list().ofMaxSize(6).map(drafts -> {
            List<Candidate> candidates = new ArrayList<>();
            for (ItemDraft draft : drafts) {
                String id = Integer.toString(candidates.size());
                candidates.add(renamed(draft, id).candidate());
            }
            return candidates;
        });
    }

    /** Remaining, and what of it is free: mostly all. */
    private static Arbitrary<ItemDraft> drafts() {
        Arbitrary<Tuple.Tuple2<Long, Long>> amounts = Combinators.combine(
                        Arbitraries.longs().between(-1, 3), Arbitraries.of(0L, 0L, 0L, 1L))
                .as((remaining, reserved) -> Tuple.of(remaining, remaining - reserved));
        Arbitrary<ItemDraft> plain = Combinators.combine(
                        mostly("E1", "E2"),
                        Arbitraries.of("C1", "C2"),
                        Arbitraries.of("INV-1", "inv-1", "INV-2", "INV-3"),
                        mostly("USD", "EUR"),
                        amounts,
                        Arbitraries.integers().between(1, 28))
                .as((entity, customer, number, currency, amount, day) -> ItemDraft.item("", number, amount.get1())
                        .in(entity)
                        .of(customer)
                        .inCurrency(currency)
                        .free(amount.get2())
                        .due(LocalDate.of(2026, 11, day)));
        return Combinators.combine(plain, Arbitraries.integers().between(0, 11)).as(MatcherProperties::spoilt);
    }

    private static ItemDraft spoilt(ItemDraft draft, int how) {
        return switch (how) {
            case 0 -> draft.inDispute(1);
            case 1 -> draft.chosenForReceipt();
            case 2 -> draft.closed();
            default -> draft;
        };
    }

    private static ItemDraft renamed(ItemDraft one, String id) {
        return new ItemDraft(
                id,
                one.entity(),
                one.customer(),
                one.number(),
                one.currency(),
                one.remaining(),
                one.free(),
                one.disputed(),
                one.selected(),
                one.due(),
                one.open());
    }

    private static Arbitrary<String> mostly(String usual, String rare) {
        return Arbitraries.of(usual, usual, usual, usual, usual, usual, rare);
    }

    @Property(tries = 20_000)
    void match_ofAnything_isWhatTheOracleSays(
            @ForAll("payments") Payment payment, @ForAll("candidates") List<Candidate> candidates) {
        assertThat(taken(Matcher.match(payment, candidates))).isEqualTo(oracle(payment, candidates));
    }

    @Property(tries = 3_000)
    void order_ofCandidates_changesNothing(
            @ForAll("payments") Payment payment, @ForAll("candidates") List<Candidate> candidates, @ForAll long seed) {
        List<Candidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(Matcher.match(payment, shuffled)).isEqualTo(Matcher.match(payment, candidates));
    }

    @Property(tries = 5_000)
    void allocation_ofAnything_isExactAndWithinWhatIsFree(
            @ForAll("payments") Payment payment, @ForAll("candidates") List<Candidate> candidates) {
        if (Matcher.match(payment, candidates) instanceof MatchResult.Matched matched) {
            assertThat(matched.distribution().allocations()).singleElement().satisfies(allocation -> {
                OpenItem item = allocation.item();
                assertThat(allocation.amount()).isEqualTo(payment.amount());
                assertThat(candidates).anySatisfy(candidate -> {
                    assertThat(candidate.item()).isEqualTo(item);
                    assertThat(candidate.available()).isGreaterThanOrEqualTo(allocation.amount());
                });
                assertThat(item.open()).isTrue();
                assertThat(item.selectedForReceipt()).isFalse();
                assertThat(item.disputed().isZero()).isTrue();
                assertThat(payment.entities()).contains(item.entity());
                assertThat(item.remaining()).isGreaterThanOrEqualTo(allocation.amount());
            });
        }
    }

    @Property(tries = 3_000)
    void review_ofAnything_showsEveryCandidateOnceWithItsReason(
            @ForAll("payments") Payment payment, @ForAll("candidates") List<Candidate> candidates) {
        MatchResult result = Matcher.match(payment, candidates);

        assertThat(result.reason()).isNotBlank();
        if (result instanceof MatchResult.Unclear unclear) {
            assertThat(unclear.candidates())
                    .extracting(MatchResult.Rejected::candidate)
                    .containsExactlyInAnyOrderElementsOf(candidates);
            assertThat(unclear.candidates())
                    .extracting(MatchResult.Rejected::whyNot)
                    .allMatch(why -> !why.isBlank());
        }
    }

    private static Optional<String> taken(MatchResult result) {
        return result instanceof MatchResult.Matched matched
                ? Optional.of(matched.distribution().allocations().get(0).item().id())
                : Optional.empty();
    }

    /**
     * The rule as it was asked for: an invoice number that is named with equal amount and currency; else the one open
     * invoice of the customer with equal amount; else a person. A named invoice that exists shuts the second way; among
     * several that fit, the customer's own decides if it is the only one. A number that is stated on purpose must be
     * borne by an item, and what is taken must not leave it aside when no item of it fits.
     */
    private static Optional<String> oracle(Payment payment, List<Candidate> candidates) {
        List<String> namedFits = new ArrayList<>();
        List<String> namedOwnFits = new ArrayList<>();
        List<String> ownFits = new ArrayList<>();
        boolean anyNamed = false;
        boolean statedIsBorne = payment.named().stated().isEmpty();
        boolean statedFits = payment.named().stated().isEmpty();
        boolean statedOwnFits = statedFits;
        for (Candidate candidate : candidates) {
            OpenItem item = candidate.item();
            String number = item.number().toUpperCase(Locale.ROOT);
            boolean named = payment.named().all().contains(number);
            boolean stated = payment.named().stated().equals(Optional.of(number));
            boolean own = payment.customerAccount().equals(Optional.of(item.customerAccount()));
            anyNamed |= named;
            statedIsBorne |= stated;
            if (takeable(payment, candidate)) {
                statedFits |= stated;
                statedOwnFits |= stated && own;
                addIf(named, namedFits, item);
                addIf(named && own, namedOwnFits, item);
                addIf(own, ownFits, item);
            }
        }
        if (!statedIsBorne || !statedFits) {
            return Optional.empty();
        }
        if (!anyNamed) {
            return only(ownFits);
        }
        return namedFits.size() > 1 && statedOwnFits ? only(namedOwnFits) : only(namedFits);
    }

    private static boolean takeable(Payment payment, Candidate candidate) {
        OpenItem item = candidate.item();
        return item.open()
                && payment.entities().contains(item.entity())
                && item.remaining().currency().equals(payment.amount().currency())
                && candidate.available().minorUnits() == payment.amount().minorUnits()
                && item.remaining().minorUnits() > 0
                && item.disputed().minorUnits() == 0
                && !item.selectedForReceipt();
    }

    private static void addIf(boolean wanted, List<String> ids, OpenItem item) {
        if (wanted) {
            ids.add(item.id());
        }
    }

    private static Optional<String> only(List<String> ids) {
        return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
    }
}
