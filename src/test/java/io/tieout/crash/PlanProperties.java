package io.tieout.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.crash.Act.Kill;
import io.tieout.crash.Act.KillSimulators;
import io.tieout.crash.Act.Pay;
import io.tieout.crash.Act.RestartDatabase;
import io.tieout.crash.Order.Kind;
import io.tieout.crash.Plan.Timed;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A plan is drawn from its settings alone, and does what was asked for. */
class PlanProperties {

    @Property(tries = 200)
    void sameSettings_samePlan(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int charges) {
        Settings settings = new Settings(seed, charges, 5, 2, 3, 0);

        assertThat(Plan.of(settings)).isEqualTo(Plan.of(settings));
    }

    @Property(tries = 200)
    void otherSeed_otherPlan(@ForAll long seed) {
        assertThat(Plan.of(new Settings(seed, 50, 5, 2, 3, 0)))
                .isNotEqualTo(Plan.of(new Settings(seed + 1, 50, 5, 2, 3, 0)));
    }

    @Property(tries = 200)
    void plan_doesWhatWasAskedFor_inOrder(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int charges,
            @ForAll @IntRange(max = 20) int kills,
            @ForAll @IntRange(min = 1, max = 5) int processes) {
        Plan plan = Plan.of(new Settings(seed, charges, kills, 2, processes, 0));

        assertThat(count(plan, Pay.class)).isEqualTo(charges);
        assertThat(count(plan, Kill.class)).isEqualTo(kills);
        assertThat(count(plan, RestartDatabase.class)).isEqualTo(2);
        assertThat(count(plan, KillSimulators.class)).isEqualTo(1);
        assertThat(plan.acts()).extracting(Timed::at).isSorted();
        assertThat(plan.offsets()).hasSize(processes).startsWith(Duration.ZERO);
        assertThat(IntStream.range(0, charges))
                .allMatch(number -> plan.orders().get(number).number() == number);
    }

    @Property(tries = 200)
    void orderThatPaysAgain_paysAnEarlierPlainOne(@ForAll long seed) {
        Plan plan = Plan.of(new Settings(seed, 300, 0, 0, 1, 0));

        assertThat(plan.orders())
                .filteredOn(order -> order.kind() == Kind.AGAIN)
                .allSatisfy(order -> {
                    Order paid = plan.orders().get(order.invoice());
                    assertThat(paid.kind()).isEqualTo(Kind.PLAIN);
                    assertThat(paid.number()).isLessThan(order.number());
                    assertThat(paid.minor()).isEqualTo(order.minor());
                });
        assertThat(plan.orders())
                .filteredOn(order -> order.kind() != Kind.AGAIN)
                .allMatch(order -> order.invoice() == order.number());
    }

    @Property(tries = 200)
    void deaths_lieAnywhereInTheTime(@ForAll long seed) {
        Plan plan = Plan.of(new Settings(seed, 50, 20, 5, 3, 0));

        assertThat(deaths(plan)).hasSize(25).allMatch(at -> !at.isNegative() && at.compareTo(plan.length()) < 0);
    }

    /** A process takes some seconds to start: of twenty plans, one at least kills while another death is so young. */
    @Property(tries = 20)
    void deaths_lieCloseTogetherNowAndThen(@ForAll @IntRange(max = 1_000_000) int seed) {
        assertThat(IntStream.range(seed, seed + 20)
                        .mapToObj(one -> deaths(Plan.of(new Settings(one, 50, 20, 5, 3, 0)))))
                .anyMatch(deaths -> IntStream.range(1, deaths.size())
                        .anyMatch(i -> deaths.get(i).minus(deaths.get(i - 1)).compareTo(Duration.ofSeconds(3)) < 0));
    }

    private static List<Duration> deaths(Plan plan) {
        return plan.acts().stream()
                .filter(timed -> timed.act() instanceof Kill || timed.act() instanceof RestartDatabase)
                .map(Timed::at)
                .toList();
    }

    private static long count(Plan plan, Class<? extends Act> kind) {
        return plan.acts().stream()
                .filter(timed -> kind.isInstance(timed.act()))
                .count();
    }
}
