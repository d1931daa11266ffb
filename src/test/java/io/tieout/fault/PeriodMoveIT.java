package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A period that closes under a group moves its postings to the next open one, by the link's rule, and only once. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class PeriodMoveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @Inject
    GroupWorld groups;

    @BeforeEach
    void hurry() {
        world.hurry();
    }

    @AfterEach
    void calm() {
        world.period(groups.laterPeriod(1), "F");
        world.period(groups.laterPeriod(2), "N");
        world.calm();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "answer-lost", "lands-late", "reset", "status-500"})
    void dateInAPeriodThatWasClosed_movesToTheNextOpenOne_andIsPostedOnce(String fault) {
        List<String> charges = groups.matched(2, "USD");
        LocalDate day = day(charges.get(0));
        world.period(groups.laterPeriod(1), "O");
        acme.ebsFault("LOAD_JOURNALS", "period-closed", 1, "PT1S");
        if (!fault.equals("none")) {
            acme.ebsFault("AMEND_LINES", fault, 2, "PT0.3S");
        }

        world.freezeNow();

        String moved = day.withDayOfMonth(1).plusMonths(1).toString();
        for (String charge : charges) {
            acme.awaitState(charge, "CONFIRMED");
            world.assertOnce(charge);
            assertThat(groups.amendments(charge)).containsExactly("DONE " + moved);
            assertThat(groups.daysBooked(charge)).containsExactly(moved);
            assertThat(world.column(charge, "accounting_date")).hasValue(moved);
            assertThat(world.column(charge, "original_date")).hasValue(day.toString());
        }
        assertThat(acme.number("select count(*) from audit_entry where action = 'posting.amended'"
                        + " and detail ->> 'reason' like '%is not open, moved to%' and posting_id = "
                        + world.column(charges.get(0), "id").orElseThrow()))
                .isEqualTo(1);
    }

    @Test
    void periodThatIsClosedAgain_movesTheDateAgain_andKeepsTheFirst() {
        String charge = groups.matched(1, "EUR").get(0);
        LocalDate day = day(charge);
        world.period(groups.laterPeriod(1), "O");
        world.period(groups.laterPeriod(2), "O");
        acme.ebsFault("SUBMIT_IMPORT", "period-closed", 2, "PT1S");

        world.freezeNow();

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
        LocalDate first = day.withDayOfMonth(1);
        assertThat(groups.amendments(charge))
                .containsExactly("DONE " + first.plusMonths(1), "DONE " + first.plusMonths(2));
        assertThat(world.column(charge, "original_date")).hasValue(day.toString());
    }

    @Test
    void dateThatCanNotMove_isAQuestion_andPostedByItselfOnceItsPeriodIsOpenAgain() {
        String charge = groups.matched(1, "USD").get(0);
        acme.ebsFault("LOAD_JOURNALS", "period-closed", 1, "PT1S");
        world.freezeNow();
        assertThat(acme.awaitState(charge, "REVIEW")).contains("(EP01)", "no later period is open");

        world.period(world.currentPeriod(), "O");

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
        assertThat(groups.amendments(charge)).isEmpty();
    }

    @Test
    void rowsThatAPersonChanges_whileTheirDateMoves_areNotOverwritten() {
        String charge = groups.matched(1, "USD").get(0);
        world.period(groups.laterPeriod(1), "O");
        acme.ebsFault("LOAD_JOURNALS", "period-closed", 1, "PT1S");
        acme.ebsFault("AMEND_LINES", "latency", 1, "PT0.6S");
        world.freezeNow();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !world.rows(charge).isEmpty()
                        && groups.amendments(charge).stream().anyMatch(one -> one.startsWith("INTENDED")));

        String row = world.rows(charge).get(0).path("ROW_ID").asText();
        acme.ebs("/_sandbox/ebs/correct-row", Map.of("row", row, "account", "01-000-2160-0000-000"));

        assertThat(acme.awaitState(charge, "REVIEW")).contains("someone has changed them");
        assertThat(groups.amendments(charge)).allMatch(one -> one.startsWith("REFUSED"));
        assertThat(world.rows(charge)).hasSize(2);
        world.assertNotBooked(charge);
    }

    private LocalDate day(String charge) {
        return LocalDate.parse(world.column(charge, "accounting_date").orElseThrow());
    }
}
