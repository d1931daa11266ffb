package io.tieout.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.world.Explorer.Outcome;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocol between posting, batch and target explored in full, and what breaks it when it is built wrongly. */
class SmallWorldTest {
    private static final int MOST = 1_500_000;
    private static final Set<Fault> WITHOUT_RESTORE = EnumSet.complementOf(EnumSet.of(Fault.RESTORE));

    static Stream<Scope> scopes() {
        return Stream.of(
                new Scope(1, 2, WITHOUT_RESTORE, Mistake.NONE),
                Scope.of(2, 1, Fault.LOST, Fault.EXPIRY, Fault.REFUSAL),
                Scope.of(1, 3, Fault.RESTORE, Fault.LOST, Fault.CHANGE));
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void everyOrderOfEvents_keepsEveryPromise(Scope scope, TestReporter reporter) {
        Outcome outcome = Explorer.explore(new SmallWorld(scope), MOST);

        tell(reporter, scope.toString(), outcome);
        assertThat(outcome.violation()).as(scope.toString()).isEmpty();
        assertThat(outcome.settled()).isPositive();
    }

    static Stream<Scope> mistakes() {
        return Stream.of(
                Scope.of(1, 2, Fault.EXPIRY, Fault.CHANGE).with(Mistake.STATE_WITHOUT_GUARD),
                Scope.of(1, 2, Fault.LOST, Fault.GIVE_UP).with(Mistake.ABSENT_WITHOUT_TOMBSTONE),
                Scope.of(1, 2, Fault.LOST, Fault.CHANGE).with(Mistake.BATCH_REBUILT),
                Scope.of(2, 2, Fault.IMPORT_ERROR, Fault.LOST).with(Mistake.SPLIT_BY_DELETE_AND_INSERT),
                Scope.of(1, 2, Fault.RESTORE, Fault.CHANGE).with(Mistake.NO_FENCE));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void plantedMistake_isFound(Scope scope, TestReporter reporter) {
        Outcome outcome = Explorer.explore(new SmallWorld(scope), MOST);

        tell(reporter, scope.toString(), outcome);
        assertThat(outcome.violation()).as(scope.toString()).isPresent();
    }

    @Test
    void targetWithoutReferences_thatIsAskedFirst_holdsEveryFactOnce(TestReporter reporter) {
        Outcome outcome = Explorer.explore(new Keyless(true, 3), MOST);

        tell(reporter, "a target that keeps no references", outcome);
        assertThat(outcome.violation()).isEmpty();
        assertThat(outcome.settled()).isPositive();
    }

    @Test
    void writeWithoutAsking_atATargetWithoutReferences_isFound(TestReporter reporter) {
        Outcome outcome = Explorer.explore(new Keyless(false, 3), MOST);

        tell(reporter, "a target that keeps no references, mistake: it is not asked", outcome);
        assertThat(outcome.violation()).isPresent();
    }

    private static void tell(TestReporter reporter, String what, Outcome outcome) {
        reporter.publishEntry(
                what,
                outcome.states() + " states, " + outcome.steps() + " steps, " + outcome.settled() + " settled"
                        + outcome.violation().map(found -> ": " + found).orElse(""));
    }
}
