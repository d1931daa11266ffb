package io.tieout.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.crash.Act.Kill;
import io.tieout.crash.Act.Pay;
import io.tieout.crash.Act.RestartDatabase;
import io.tieout.crash.Order.Kind;
import io.tieout.crash.Plan.Timed;
import java.time.Duration;
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

    private static long count(Plan plan, Class<? extends Act> kind) {
        return plan.acts().stream()
                .filter(timed -> kind.isInstance(timed.act()))
                .count();
    }
}
