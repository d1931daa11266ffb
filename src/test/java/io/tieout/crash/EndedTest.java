package io.tieout.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ends of processes are findings. */
class EndedTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static boolean never(Instant from, Instant to) {
        return from.isAfter(to);
    }

    /** Away for ten seconds from noon on. */
    private static boolean atNoon(Instant from, Instant to) {
        return NOON.isBefore(to) && NOON.plusSeconds(10).isAfter(from);
    }

    private static Ended ended(Instant begin, Instant end, String cause) {
        return new Ended(1, 1, cause, begin, end);
    }

    @Test
    void endWhileTheDatabaseWasAway_isAllowed() {
        Ended ended = ended(NOON.minusSeconds(60), NOON.plusSeconds(12), "it is shutting down");

        assertThat(ended.mayBe(EndedTest::atNoon, false)).isTrue();
        assertThat(ended.mayBe(EndedTest::never, false)).isFalse();
    }

    @Test
    void endLongAfterTheDatabaseWasAway_isAFinding() {
        assertThat(ended(NOON, NOON.plusSeconds(90), "out of memory").mayBe(EndedTest::atNoon, true))
                .isFalse();
    }

    @Test
    void startAfterTheDatabaseWasBack_thatEnds_isAFinding() {
        assertThat(ended(NOON.plusSeconds(11), NOON.plusSeconds(15), "the port is taken")
                        .mayBe(EndedTest::atNoon, false))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "can't be reached as TIEOUT_DB_USER: Connection attempt timed out.",
                "Tieout cannot run (java.sql.SQLException: Acquisition timeout while waiting for new connection)",
                "Tieout cannot run (RollbackException: ARJUNA016102: The transaction is not active!)"
            })
    void startWhoseTimeIsOver_isAllowedOnABusyMachineOnly(String cause) {
        Ended ended = ended(NOON, NOON.plusSeconds(7), cause);

        assertThat(ended.mayBe(EndedTest::never, true)).isTrue();
        assertThat(ended.mayBe(EndedTest::never, false)).isFalse();
    }

    @Test
    void words_tellExitCodeAndCause() {
        assertThat(ended(NOON, NOON.plusSeconds(7), "the port is taken").words())
                .isEqualTo("number 1 after 7 s with exit code 1: the port is taken");
    }
}
