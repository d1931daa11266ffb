package io.tieout.domain.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.matching.MatchingPolicy.Sets;
import io.tieout.domain.matching.MatchingPolicy.Tolerance;
import io.tieout.domain.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The matcher against a brute-force oracle, in a world so small that ties and contradictions are common. */
class MatcherProperties {

    @Provide
    Arbitrary<Payment> payments() {
        Arbitrary<Money> amounts = Combinators.combine(
                        Arbitraries.longs().between(1, 7),
                        Arbitraries.integers().between(0, 19))
                .as((cents, rare) -> Money.ofMinor(cents, rare == 0 ? "EUR" : "USD"));
        Arbitrary<Set<String>> stated = Arbitraries.of(
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of("INV-1"),
                Set.of("INV-3"),
                Set.of("PO-9"),
                Set.of("INV-1", "INV-2"));
        Arbitrary<NamedInvoices> named = Combinators.combine(
                        stated,
                        Arbitraries.of("INV-1", "INV-2", "INV-3", "INV-2/2", "PO-9")
                                .set()
                                .ofMaxSize(3))
                .as(MatcherProperties::named);
        Arbitrary<Optional<String>> customers = Arbitraries.of("C1", "C2").optional(0.9);
        Arbitrary<Set<String>> entities = Arbitraries.of(Set.of("E1"), Set.of("E1", "E2"));
        return Combinators.combine(amounts, named, customers, entities, terms()).as(Payment::new);
    }

    private static NamedInvoices named(Set<String> stated, Set<String> words) {
        Set<String> all = new HashSet<>(words);
        all.addAll(stated);
        return new NamedInvoices(stated, all);
    }

    private static Arbitrary<Payment.Terms> terms() {
        Tolerance one = new Tolerance(Map.of("USD", Money.ofMinor(1, "USD")), BigDecimal.ZERO);
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Sets.values()),
                        Arbitraries.of(1, 2, 3, 8),
                        Arbitraries.of(Tolerance.NONE, one))
                .as(Payment.Terms::new);
    }

    @Provide
    Arbitrary<List<Candidate>> candidates() {
        return drafts().list().ofMinSize(1).ofMaxSize(9).map(drafts -> {
            List<Candidate> candidates = new ArrayList<>();
            for (ItemDraft draft : drafts) {
                candidates.add(draft.candidate());
            }
            return candidates.stream()
                    .filter(one -> candidates.stream()
                                    .filter(other ->
                                            other.item().id().equals(one.item().id()))
                                    .count()
                            == 1)
                    .toList();
        });
    }

    /** Remaining, and what of it is free: mostly all. */
    private static Arbitrary<ItemDraft> drafts() {
        Arbitrary<Tuple.Tuple2<Long, Long>> amounts = Combinators.combine(
                        Arbitraries.longs().between(-3, 5), Arbitraries.of(0L, 0L, 0L, 1L))
                .as((remaining, reserved) -> Tuple.of(remaining, remaining - reserved * Long.signum(remaining)));
        Arbitrary<ItemDraft> plain = Combinators.combine(
                        Arbitraries.integers().between(1, 999),
                        mostly("E1", "E2"),
                        Arbitraries.of("C1", "C1", "C2"),
                        Arbitraries.of("INV-1", "inv-1", "INV-2", "INV-3", "INV-4"),
                        mostly("USD", "EUR"),
                        amounts,
                        Arbitraries.integers().between(1, 28))
                .as((id, entity, customer, number, currency, amount, day) -> ItemDraft.item(
                                Integer.toString(id), number, amount.get1())
                        .in(entity)
                        .of(customer)
                        .inCurrency(currency)
                        .free(amount.get2())
                        .due(LocalDate.of(2026, 11, day)));
        return Combinators.combine(plain, Arbitraries.integers().between(0, 24)).as(MatcherProperties::spoilt);
    }

    private static ItemDraft spoilt(ItemDraft draft, int how) {
        return switch (how) {
            case 0 -> draft.inDispute(1);
            case 1 -> draft.chosenForReceipt();
            case 2 -> draft.closed();
            case 3, 4, 5, 6, 7, 8 ->
                draft.instalment("T-" + draft.item().number() + draft.item().customerAccount(), how / 2);
            default -> draft;
        };
    }

    private static Arbitrary<String> mostly(String usual, String rare) {
        return Arbitraries.of(usual, usual, usual, usual, usual, usual, rare);
    }

    @Property(tries = 15_000, edgeCases = EdgeCasesMode.NONE)
    void match_ofAnything_isWhatTheOracleSays(
            @ForAll("payments") Payment payment, @ForAll("candidates") List<Candidate> candidates) {
        MatchResult result = Matcher.match(payment, Found.all(candidates));

        BruteForce oracle = new BruteForce(payment, candidates);
        Optional<Set<Candidate>> exact = oracle.exact();
        assertThat(exactly(result)).isEqualTo(exact.map(BruteForce::ids));
        if (exact.isEmpty()) {
            assertThat(nearly(result)).isEqualTo(oracle.nearly());
        }
    }

    /** What an exact answer takes. */
    private static Optional<Set<String>> exactly(MatchResult result) {
        return result instanceof MatchResult.Matched matched
                        && matched.distribution().onAccount().isZero()
                        && matched.distribution().tolerated().isZero()
                        && !matched.reason().contains("in part")
                ? Optional.of(BruteForce.allocated(matched.distribution()))
                : Optional.empty();
    }

    private static Optional<String> nearly(MatchResult result) {
        if (!(result instanceof MatchResult.Matched matched)) {
            return Optional.empty();
        }
        Distribution distribution = matched.distribution();
        if (!distribution.tolerated().isZero()) {
            return Optional.of("tolerated");
        }
        return Optional.of(distribution.onAccount().isZero() ? "part" : "over");
    }

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void order_ofCandidates_changesNothing(
            @ForAll("payments") Payment payment, @ForAll("candidates") List<Candidate> candidates, @ForAll long seed) {
        List<Candidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(Matcher.match(payment, Found.all(shuffled)))
                .isEqualTo(Matcher.match(payment, Found.all(candidates)));
    }

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void distribution_ofAnything_addsUpAndIsWithinWhatIsFree(
            @ForAll("payments") Payment payment, @ForAll("candidates") List<Candidate> candidates) {
        if (Matcher.match(payment, Found.all(candidates)) instanceof MatchResult.Matched matched) {
            Distribution distribution = matched.distribution();
            assertThat(distribution.total()).isEqualTo(payment.amount());
            assertThat(distribution.allocations()).isNotEmpty().allSatisfy(allocation -> {
                Candidate candidate = candidates.stream()
                        .filter(one -> one.item().equals(allocation.item()))
                        .findFirst()
                        .orElseThrow();
                assertThat(candidate.covers(allocation.amount())).isTrue();
                assertThat(payment.entities()).contains(candidate.item().entity());
            });
            assertThat(distribution.allocations())
                    .extracting(allocation -> allocation.item().id())
                    .doesNotHaveDuplicates();
            assertThat(distribution.onAccount().isZero() || payment.terms().onAccount())
                    .isTrue();
            assertThat(Math.abs(distribution.tolerated().minorUnits())).isLessThanOrEqualTo(1);
        }
    }

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void review_ofAnything_showsEveryCandidateOnceWithItsReason(
            @ForAll("payments") Payment payment, @ForAll("candidates") List<Candidate> candidates) {
        MatchResult result = Matcher.match(payment, Found.all(candidates));

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
}
