package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two processes of the packaged program on one database, without any setting for it; one is killed at work. */
class TwoProcessesIT {
    private static final int CHARGES = 50;
    private static final String LEASED = """
            select (select count(*) from event where lease_until > now())
                 + (select count(*) from fact where lease_until > now())
                 + (select count(*) from batch where lease_until > now())""";
    private static final String CONFIRMED = "select count(*) from posting where state = 'CONFIRMED'";

    @Test
    void processKilledAtWork_isTakenOverByTheOther_andEveryChargeStandsOnce() throws Exception {
        try (ServedCompany company = new ServedCompany();
                ServedProcess first = ServedProcess.start("first", company.settings());
                ServedProcess second = ServedProcess.start("second", company.settings())) {
            company.setUp(first.awaitReady().address());
            second.awaitReady();
            List<String> charges = IntStream.range(0, CHARGES)
                    .mapToObj(number -> company.pay("INV-" + (10_100 + number)))
                    .toList();
            await().atMost(Duration.ofSeconds(60)).until(() -> company.number(CONFIRMED) >= 4);

            first.kill();

            assertThat(company.number(CONFIRMED))
                    .as("confirmed before the kill")
                    .isLessThan(CHARGES);
            await().atMost(Duration.ofSeconds(60)).until(() -> company.number(CONFIRMED) == CHARGES);
            assertOnce(company, charges);
        }
    }

    @Test
    void processAskedToEndAtWork_leavesNothingLeased_andAnotherGoesOn() throws Exception {
        try (ServedCompany company = new ServedCompany();
                ServedProcess first = ServedProcess.start("drained", company.settings())) {
            company.setUp(first.awaitReady().address());
            List<String> charges = IntStream.range(0, CHARGES)
                    .mapToObj(number -> company.pay("INV-" + (10_100 + number)))
                    .toList();
            await().atMost(Duration.ofSeconds(60)).until(() -> company.number(CONFIRMED) >= 4);

            first.terminate();

            assertThat(company.number(LEASED)).as("rows still leased").isZero();
            assertThat(first.errors()).isEmpty();
            try (ServedProcess second = ServedProcess.start("successor", company.settings())) {
                second.awaitReady();
                await().atMost(Duration.ofSeconds(60)).until(() -> company.number(CONFIRMED) == CHARGES);
                second.terminate();
                List<String> told = new ArrayList<>(first.factsTold("CONFIRMED"));
                told.addAll(second.factsTold("CONFIRMED"));
                assertThat(told)
                        .as("facts that the logs tell of as confirmed")
                        .containsExactlyInAnyOrderElementsOf(company.facts());
            }
            assertOnce(company, charges);
        }
    }

    private static void assertOnce(ServedCompany company, List<String> charges) throws IOException {
        Map<String, Long> lines = company.ebsTable("GL_JE_LINES").stream()
                .map(row -> row.path("DESCRIPTION").asText().split(" ", 2)[0])
                .collect(Collectors.groupingBy(charge -> charge, Collectors.counting()));
        assertThat(lines)
                .containsOnlyKeys(charges)
                .allSatisfy((charge, count) ->
                        assertThat(count).as("lines of %s", charge).isEqualTo(2));
        assertThat(company.ebsTable("GL_JE_LINES"))
                .extracting((JsonNode row) -> row.path("STATUS").asText())
                .containsOnly("P");
        assertThat(company.ebsTable("GL_INTERFACE")).isEmpty();
        assertThat(company.ebsTable("XX_TIEOUT_KEYS")).hasSize(CHARGES);
    }
}
