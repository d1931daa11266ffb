package io.tieout.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.world.Explorer.Outcome;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocol between posting, batch and target explored in full, and what breaks it when it is built wrongly. */
class SmallWorldTest {
    private static final int MOST = 300_000;
    private static final int MOST_OF_LARGE = 4_000_000;
    private static final Set<Fault> WITHOUT_RESTORE = EnumSet.complementOf(EnumSet.of(Fault.RESTORE));

    static Stream<Scope> scopes() {
        return Stream.of(
                new Scope(1, 1, WITHOUT_RESTORE, Mistake.NONE),
                Scope.of(2, 2, Fault.LOST, Fault.EXPIRY),
                Scope.of(2, 2, Fault.LOST, Fault.STRANGER),
                Scope.of(1, 3, Fault.LOST, Fault.EXPIRY),
                Scope.of(1, 2, Fault.LOST, Fault.EXPIRY, Fault.REFUSAL, Fault.STRANGER),
                Scope.of(1, 3, Fault.LOST, Fault.REFUSAL, Fault.STRANGER),
                Scope.of(1, 2, Fault.LOST, Fault.CHANGE),
                Scope.of(1, 2, Fault.LOST, Fault.GIVE_UP),
                Scope.of(1, 2, Fault.LOST, Fault.RESTORE),
                Scope.of(2, 1, Fault.PERIOD),
                Scope.of(1, 3, Fault.LOST, Fault.EXPIRY, Fault.PERIOD),
                Scope.of(1, 2, Fault.PERIOD, Fault.EDIT, Fault.REFUSAL),
                Scope.of(1, 2, Fault.PERIOD, Fault.DELETION, Fault.HAND_IMPORT),
                Scope.of(1, 2, Fault.PERIOD, Fault.RESTORE),
                Scope.of(1, 3, Fault.IMPORT_ERROR, Fault.CORRECTION, Fault.LOST),
                Scope.of(1, 3, Fault.IMPORT_ERROR, Fault.CORRECTION, Fault.EDIT, Fault.PERIOD));
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void everyOrderOfEvents_keepsEveryPromise(Scope scope) {
        keepsEveryPromise(scope, MOST);
    }

    /** Each takes minutes and gigabytes: a group of two that falls apart goes many ways. */
    static Stream<Scope> largeScopes() {
        return Stream.of(Scope.of(2, 1, Fault.IMPORT_ERROR), Scope.of(2, 2, Fault.LOST, Fault.REFUSAL));
    }

    @ParameterizedTest
    @MethodSource("largeScopes")
    @EnabledIfSystemProperty(named = "world.large", matches = "true", disabledReason = "takes minutes")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void everyOrderOfEvents_inALargeScope_keepsEveryPromise(Scope scope) {
        keepsEveryPromise(scope, MOST_OF_LARGE);
    }

    private static void keepsEveryPromise(Scope scope, int most) {
        Outcome outcome = Explorer.explore(new SmallWorld(scope), most);

        tell(scope.toString(), outcome);
        assertThat(outcome.violation()).as(scope.toString()).isEmpty();
        assertThat(outcome.settled()).isPositive();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(Mistake.STATE_WITHOUT_GUARD, Scope.of(1, 1, Fault.EXPIRY), "can come to its end"),
                Arguments.of(Mistake.ABSENT_WITHOUT_TOMBSTONE, Scope.of(1, 2, Fault.LOST, Fault.GIVE_UP), "it landed"),
                Arguments.of(Mistake.BATCH_REBUILT, Scope.of(1, 2, Fault.LOST, Fault.CHANGE), "it landed"),
                Arguments.of(
                        Mistake.SPLIT_BY_DELETE_AND_INSERT,
                        Scope.of(2, 2, Fault.IMPORT_ERROR, Fault.LOST),
                        "more than once in the target"),
                Arguments.of(Mistake.AMENDED_UNSTORED, Scope.of(1, 2, Fault.PERIOD, Fault.LOST), "can come to its end"),
                Arguments.of(
                        Mistake.AMENDED_WHATEVER_STANDS,
                        Scope.of(1, 3, Fault.PERIOD, Fault.LOST),
                        "can come to its end"),
                Arguments.of(Mistake.NO_FENCE, Scope.of(1, 1, Fault.RESTORE), "it landed"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void plantedMistake_isFound(Mistake mistake, Scope scope, String promise) {
        Outcome outcome = Explorer.explore(new SmallWorld(scope.with(mistake)), MOST);

        tell(scope.with(mistake).toString(), outcome);
        assertThat(outcome.violation())
                .map(Explorer.Violation::promise)
                .hasValueSatisfying(broken -> assertThat(broken).contains(promise));
    }

    @Test
    void targetWithoutReferences_thatIsAskedFirst_holdsEveryFactOnce() {
        Outcome outcome = Explorer.explore(new Keyless(true, 3), MOST);

        tell("a target that keeps no references", outcome);
        assertThat(outcome.violation()).isEmpty();
        assertThat(outcome.settled()).isPositive();
    }

    @Test
    void writeWithoutAsking_atATargetWithoutReferences_isFound() {
        Outcome outcome = Explorer.explore(new Keyless(false, 3), MOST);

        tell("a target that keeps no references, mistake: it is not asked", outcome);
        assertThat(outcome.violation()).isPresent();
    }

    /** On the console: Surefire keeps what a TestReporter is told to itself. */
    private static void tell(String what, Outcome outcome) {
        System.out.println(what + ": " + outcome.states() + " states, " + outcome.steps() + " steps, "
                + outcome.settled() + " settled"
                + outcome.violation().map(found -> ": " + found).orElse(""));
    }
}
