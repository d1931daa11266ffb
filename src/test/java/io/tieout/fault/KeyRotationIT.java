package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The keys are changed under two processes that work: neither pauses, and what the old key sealed is still verified. */
class KeyRotationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHARGES_A_STEP = 8;

    @Test
    void keys_rotatedUnderTwoProcesses_pauseNothing_andTheChainStaysWhole() throws Exception {
        try (ServedCompany company = new ServedCompany()) {
            Map<String, String> settings = new HashMap<>(company.settings());
            settings.put("TIEOUT_KEYS_INTERVAL", "500");
            try (ServedProcess first = ServedProcess.start("keys-first", settings);
                    ServedProcess second = ServedProcess.start("keys-second", settings)) {
                company.setUp(first.awaitReady().address());
                second.awaitReady();
                Iterator<String> invoices = IntStream.range(10_100, 10_150)
                        .mapToObj(number -> "INV-" + number)
                        .iterator();
                List<String> charges = new ArrayList<>();

                charges.addAll(pay(company, invoices));
                rotate(settings, "add");
                await().atMost(PATIENCE).until(() -> company.number("select count(*) from audit_seal") > 0);
                // What is marked with the old key and waits for its seal until that is retired is sealed all the same.
                try (ServedCompany.Held sealing = company.holdSealing()) {
                    for (String step : List.of("promote", "retire")) {
                        charges.addAll(pay(company, invoices));
                        rotate(settings, step);
                        assertThat(first.ready() && second.ready())
                                .as("ready after " + step)
                                .isTrue();
                    }
                    assertThat(company.number("select count(distinct key_id) from audit_unsealed"))
                            .isEqualTo(2);
                }
                charges.addAll(pay(company, invoices));

                await().atMost(PATIENCE).until(() -> confirmed(company) == charges.size());
                assertOnce(company, charges);
                await().atMost(PATIENCE).until(() -> company.number("select count(*) from audit_unsealed") == 0);
                assertThat(company.number("select count(distinct key_id) from audit_seal"))
                        .isEqualTo(2);
                assertThat(ServedProcess.command(settings, "audit", "verify")).isZero();
                assertThat(first.errors()).isEmpty();
                assertThat(second.errors()).isEmpty();
            }
        }
    }

    private static List<String> pay(ServedCompany company, Iterator<String> invoices) {
        return IntStream.range(0, CHARGES_A_STEP)
                .mapToObj(payment -> company.pay(invoices.next()))
                .toList();
    }

    /** Repeats a step until all processes have the one before it. */
    private static void rotate(Map<String, String> settings, String step) {
        await(step)
                .atMost(PATIENCE)
                .until(() ->
                        ServedProcess.command(settings, "keys", "rotate", step, settings.get("TIEOUT_KEYSET")) == 0);
    }

    private static long confirmed(ServedCompany company) throws Exception {
        return company.number("select count(*) from posting where state = 'CONFIRMED'");
    }

    private static void assertOnce(ServedCompany company, List<String> charges) throws IOException {
        Map<String, Long> lines = company.ebsTable("GL_JE_LINES").stream()
                .map((JsonNode row) -> row.path("DESCRIPTION").asText().split(" ", 2)[0])
                .collect(Collectors.groupingBy(charge -> charge, Collectors.counting()));
        assertThat(lines).containsOnlyKeys(charges);
        assertThat(lines.values()).containsOnly(2L);
    }
}
