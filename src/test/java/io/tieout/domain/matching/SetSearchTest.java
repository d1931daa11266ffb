package io.tieout.domain.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.matching.SetSearch.Choice;
import io.tieout.domain.matching.SetSearch.Limits;
import io.tieout.domain.matching.SetSearch.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The search against all subsets, and what it does where nobody can look at all of them. */
class SetSearchTest {

    @Provide
    Arbitrary<List<Long>> amounts() {
        return Arbitraries.longs()
                .between(-4, 9)
                .filter(amount -> amount != 0)
                .list()
                .ofMaxSize(10);
    }

    @Property(tries = 5_000)
    void sets_ofAnyAmounts_areThoseOfBruteForceInOrder(
            @ForAll("amounts") List<Long> amounts,
            @ForAll @LongRange(min = 1, max = 20) long sum,
            @ForAll @IntRange(min = 1, max = 6) int most) {
        Result all = SetSearch.of(single(amounts), sum, new Limits(most, Integer.MAX_VALUE, Limits.BUDGET));
        Result second = SetSearch.of(single(amounts), sum, Limits.second(most));
        Result first = SetSearch.of(single(amounts), sum, Limits.first(most));

        List<List<Integer>> expected = bruteForce(amounts, sum, most);
        assertThat(all.decided()).isTrue();
        assertThat(all.sets()).containsExactlyElementsOf(expected);
        assertThat(second.sets()).containsExactlyElementsOf(expected.subList(0, Math.min(2, expected.size())));
        assertThat(second.none()).isEqualTo(expected.isEmpty());
        assertThat(second.single()).isEqualTo(expected.size() == 1);
        assertThat(first.sets()).containsExactlyElementsOf(expected.subList(0, Math.min(1, expected.size())));
    }

    @Property(tries = 2_000)
    void sets_ofGroups_takeAtMostOneOfEach(
            @ForAll("amounts") List<Long> amounts,
            @ForAll @LongRange(min = 1, max = 20) long sum,
            @ForAll @IntRange(min = 1, max = 4) int size) {
        List<Choice> grouped = IntStream.range(0, amounts.size())
                .mapToObj(place -> new Choice(amounts.get(place), place / size))
                .toList();

        Result result = SetSearch.of(grouped, sum, new Limits(10, Integer.MAX_VALUE, Limits.BUDGET));

        assertThat(result.sets())
                .containsExactlyElementsOf(bruteForce(amounts, sum, 10).stream()
                        .filter(set -> set.stream()
                                        .map(place -> place / size)
                                        .distinct()
                                        .count()
                                == set.size())
                        .toList());
    }

    @Test
    void amounts_thatAreAllEqual_areDecidedAtOnce() {
        List<Choice> choices =
                single(LongStream.generate(() -> 4_900).limit(500).boxed().toList());

        assertThat(within(5_000, choices, 10_000, 8).none()).isTrue();
        assertThat(within(5_000, choices, 9_800, 8).sets()).hasSize(2);
    }

    @Test
    void amounts_ofManyKinds_haveTwoSetsBeforeTheBudgetEnds() {
        Random random = new Random(7);
        List<Long> amounts = random.longs(200, 1_000, 500_000)
                .boxed()
                .sorted(Comparator.reverseOrder())
                .toList();

        Result result = SetSearch.of(single(amounts), 1_234_567, Limits.second(8));

        assertThat(result.decided()).isTrue();
        assertThat(result.sets())
                .hasSize(2)
                .allSatisfy(set ->
                        assertThat(set.stream().mapToLong(amounts::get).sum()).isEqualTo(1_234_567));
    }

    @Test
    void amounts_thatHideTheirSum_areUndecidedAtTheSameStepEachTime() {
        // Even amounts never have an odd sum, which no bound sees.
        List<Long> amounts = new Random(7)
                .longs(200, 1_000, 500_000)
                .map(amount -> amount * 2)
                .boxed()
                .sorted(Comparator.reverseOrder())
                .toList();

        Result result = SetSearch.of(single(amounts), 1_234_567, Limits.second(8));

        assertThat(result.decided()).isFalse();
        assertThat(result.none()).isFalse();
        assertThat(SetSearch.of(single(amounts), 1_234_567, Limits.second(8))).isEqualTo(result);
    }

    @Test
    void set_foundWhenTheBudgetEndsBeforeTheSecond_isNotTheOnlyOne() {
        List<Choice> choices = single(List.of(5L, 3L, 2L, 1L));

        assertThat(within(100, choices, 5, 4).sets()).hasSize(2);
        assertThat(within(1, choices, 5, 4).decided()).isFalse();
        assertThat(within(1, choices, 5, 4).sets()).hasSize(1);
        assertThat(within(1, choices, 5, 4).single()).isFalse();
    }

    private static Result within(int budget, List<Choice> choices, long sum, int most) {
        return SetSearch.of(choices, sum, new Limits(most, 2, budget));
    }

    private static List<Choice> single(List<Long> amounts) {
        return IntStream.range(0, amounts.size())
                .mapToObj(place -> new Choice(amounts.get(place), place))
                .toList();
    }

    /** All sets with this sum, by the order of their members. */
    static List<List<Integer>> bruteForce(List<Long> amounts, long sum, int most) {
        List<List<Integer>> sets = new ArrayList<>();
        for (int bits = 1; bits < (1 << amounts.size()); bits++) {
            int subset = bits;
            List<Integer> set = IntStream.range(0, amounts.size())
                    .filter(place -> ((subset >> place) & 1) == 1)
                    .boxed()
                    .toList();
            if (set.size() <= most && set.stream().mapToLong(amounts::get).sum() == sum) {
                sets.add(set);
            }
        }
        sets.sort(SetSearchTest::compare);
        return sets;
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int place = 0; place < Math.min(one.size(), other.size()); place++) {
            int compared = one.get(place).compareTo(other.get(place));
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
