package io.tieout.sandbox.ebs;

import static io.tieout.sandbox.ebs.EbsUnderTest.line;
import static io.tieout.sandbox.ebs.EbsUnderTest.posting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** LOAD_JOURNALS with its answers, load numbers, fences and lost answers. */
class LoadJournalsTest {

    private static final String DAY = "2026-11-20";
    private static final String CLEARING = "01-000-1150-0000-000";
    private static final String RECEIPTS = "01-000-2150-0000-000";

    private EbsUnderTest ebs;

    @BeforeEach
    void start() throws IOException {
        ebs = EbsUnderTest.start();
    }

    @AfterEach
    void stop() {
        ebs.close();
    }

    @Test
    void posting_new_isLoadedWithItsRows() throws IOException {
        JsonNode result = ebs.loadAll(DAY, posting("TIEA1234567890123456789012X", "120.00"))
                .get(0);
        assertThat(result.path("result").asText()).isEqualTo("LOADED");
        JsonNode row = ebs.http.table("GL_INTERFACE").get(0);
        assertThat(row.path("STATUS").asText()).isEqualTo("NEW");
        assertThat(row.path("GROUP_ID").asText())
                .isEqualTo(result.path("group_id").asText());
        assertThat(row.path("REFERENCE4").asText()).isEqualTo("TIEA123456789012345678901");
        assertThat(row.path("REFERENCE21").asText()).isEqualTo("TIEA1234567890123456789012X");
        assertThat(row.path("ENTERED_DR").asText()).isEqualTo("120.00");
        assertThat(ebs.find("TIEA1234567890123456789012X").path("stage").asText())
                .isEqualTo("interface");
    }

    @Test
    void posting_known_isAlreadyConflictOrClosed() throws IOException {
        String group =
                ebs.loadAll(DAY, posting("TIE1", "5")).get(0).path("group_id").asText();
        ebs.write("CLOSE_REFERENCES", Map.of("P_REFERENCES_JSON", "[\"TIE3\"]", "P_REASON", "test"));
        JsonNode results = ebs.loadAll(DAY, posting("TIE1", "5"), posting("TIE1", "6"), posting("TIE3", "7"));
        assertThat(results.findValuesAsText("result")).containsExactly("ALREADY", "CONFLICT", "CLOSED");
        assertThat(results.get(0).path("group_id").asText()).isEqualTo(group);
        assertThat(results.get(1).path("group_id").asText()).isEqualTo(group);
        assertThat(results.get(2).path("group_id").isNull()).isTrue();
        assertThat(ebs.http.table("GL_INTERFACE")).hasSize(2);
    }

    @Test
    void posting_whoseKeyWasLost_standsAndIsAConflict() throws IOException {
        ebs.loadAll(DAY, posting("TIE1", "5"));
        ebs.post("/_sandbox/ebs/lose-key", "{\"reference\":\"TIE1\"}");

        assertThat(ebs.find("TIE1").path("stage").asText()).isEqualTo("interface");
        assertThat(ebs.find("TIE1").path("content_hash").isNull()).isTrue();
        assertThat(ebs.loadAll(DAY, posting("TIE1", "5")).get(0).path("result").asText())
                .isEqualTo("CONFLICT");
        assertThat(ebs.http.table("GL_INTERFACE")).hasSize(2);
        assertThat(ebs.find("TIE2").path("stage").asText()).isEqualTo("unknown");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "TIE-1",
                        new ObjectNode[] {line(CLEARING, "USD", "5", null), line(RECEIPTS, "USD", null, "5")},
                        "reference"),
                Arguments.of(
                        "A".repeat(29),
                        new ObjectNode[] {line(CLEARING, "USD", "5", null), line(RECEIPTS, "USD", null, "5")},
                        "reference"),
                Arguments.of("TIE2", new ObjectNode[] {}, "no lines"),
                Arguments.of("TIE3", new ObjectNode[] {line(CLEARING, "USD", "5", "5")}, "either"),
                Arguments.of("TIE4", new ObjectNode[] {line(CLEARING, "USD", "0", null)}, "positive"),
                Arguments.of("TIE5", new ObjectNode[] {line(CLEARING, "JPY", "5.5", null)}, "decimals"),
                Arguments.of("TIE6", new ObjectNode[] {line("01-000-9999-0000-000", "USD", "5", null)}, "account"),
                Arguments.of(
                        "TIE7",
                        new ObjectNode[] {line(CLEARING, "USD", "5", null), line(RECEIPTS, "USD", null, "4")},
                        "equal"),
                Arguments.of(
                        "TIE9",
                        new ObjectNode[] {
                            line(CLEARING, "EUR", "5", null).put("conversion_type", (String) null),
                            line(RECEIPTS, "EUR", null, "5")
                        },
                        "conversion_type"),
                Arguments.of(
                        "TIE10",
                        new ObjectNode[] {
                            line(CLEARING, "EUR", "5", null),
                            line(RECEIPTS, "EUR", null, "5").put("conversion_date", (String) null)
                        },
                        "conversion_date"),
                Arguments.of(
                        "TIE8",
                        new ObjectNode[] {
                            line(CLEARING, "USD", "5", null).put("description", "x".repeat(241)),
                            line(RECEIPTS, "USD", null, "5")
                        },
                        "description"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void posting_wrong_isRefusedAlone(String reference, ObjectNode[] lines, String reason) throws IOException {
        JsonNode results = ebs.loadAll(DAY, posting(reference, lines), posting("TIEGOOD", "5"));
        assertThat(results.findValuesAsText("result")).containsExactly("REFUSED", "LOADED");
        assertThat(results.get(0).path("reason").asText()).contains(reason);
        assertThat(ebs.http.table("XX_TIEOUT_KEYS").findValuesAsText("REFERENCE"))
                .containsExactly("TIEGOOD");
    }

    @Test
    void load_numberWithAnotherKey_isRefused() throws IOException {
        ebs.load(1, EbsUnderTest.batch(DAY, posting("TIE1", "5")));
        JsonNode again = ebs.load(1, EbsUnderTest.batch(DAY, posting("TIE1", "5")));
        assertThat(EbsUnderTest.json(again, "X_RESULTS_JSON")
                        .get(0)
                        .path("result")
                        .asText())
                .isEqualTo("ALREADY");
        JsonNode other = ebs.load(1, EbsUnderTest.batch(DAY, posting("TIE2", "5")));
        assertThat(other.path("X_MSG_CODE").asText()).isEqualTo("LOAD_NUMBER");
        assertThat(ebs.find("TIE2").path("stage").asText()).isEqualTo("unknown");
        assertThat(again.path("X_MAX_LOAD_NUMBER").asText()).isEqualTo("1");
    }

    @Test
    void load_belowAHigherIncarnationsNumber_isRefused() throws IOException {
        ebs.call("LOAD_JOURNALS", EbsUnderTest.loadParameters(2, 7, EbsUnderTest.batch(DAY, posting("TIE1", "5"))));
        JsonNode old = ebs.load(6, EbsUnderTest.batch(DAY, posting("TIE2", "5")));
        assertThat(old.path("X_MSG_CODE").asText()).isEqualTo("LOAD_NUMBER");
    }

    @Test
    void load_ofAFencedIncarnation_isRefused() throws IOException {
        JsonNode fence = ebs.call("FENCE", Map.of("P_INSTALLATION", "test", "P_INCARNATION", "3"));
        assertThat(fence.path("X_INCARNATION").asText()).isEqualTo("3");
        JsonNode load = ebs.load(1, EbsUnderTest.batch(DAY, posting("TIE1", "5")));
        assertThat(load.path("X_RETURN_STATUS").asText()).isEqualTo("E");
        assertThat(load.path("X_MSG_CODE").asText()).isEqualTo("FENCED");
        assertThat(load.path("X_RESULTS_JSON").isNull()).isTrue();
        JsonNode lower = ebs.call("FENCE", Map.of("P_INSTALLATION", "test", "P_INCARNATION", "2"));
        assertThat(lower.path("X_MSG_CODE").asText()).isEqualTo("FENCED");
    }

    @Test
    void load_whoseKeyIsNotTheHash_isBadInput() throws IOException {
        Map<String, String> parameters = new HashMap<>(EbsUnderTest.loadParameters(1, 1, "{}"));
        parameters.put("P_REQUEST_KEY", "0");
        JsonNode load = ebs.call("LOAD_JOURNALS", parameters);
        assertThat(load.path("X_MSG_CODE").asText()).isEqualTo("BAD_INPUT");
        assertThat(load.path("X_MSG_DATA").asText()).startsWith("P_REQUEST_KEY");
    }

    @Test
    void load_withUnknownSource_isNoSetup() throws IOException {
        String batch = EbsUnderTest.batch(DAY, posting("TIE1", "5")).replace("\"Tieout\"", "\"Other\"");
        assertThat(ebs.load(1, batch).path("X_MSG_CODE").asText()).isEqualTo("NO_SETUP");
        assertThat(ebs.http.table("XX_TIEOUT_LOADS")).isEmpty();
    }

    @Test
    void load_landingLate_isUnknownFirstAndInterfaceLater() throws IOException {
        ebs.fault("LOAD_JOURNALS", "lands-late");
        String batch = EbsUnderTest.batch(DAY, posting("TIE1", "5"));
        assertThatThrownBy(() -> ebs.load(1, batch)).isInstanceOf(IOException.class);
        assertThat(ebs.find("TIE1").path("stage").asText()).isEqualTo("unknown");
        ebs.awaitStage("TIE1", "interface");
    }

    @Test
    void load_landingAfterItsClose_findsTheTombstone() throws IOException {
        ebs.fault("LOAD_JOURNALS", "lands-late");
        assertThatThrownBy(() -> ebs.load(1, EbsUnderTest.batch(DAY, posting("TIE1", "5"))))
                .isInstanceOf(IOException.class);
        JsonNode closed = ebs.write("CLOSE_REFERENCES", Map.of("P_REFERENCES_JSON", "[\"TIE1\"]", "P_REASON", "x"));
        assertThat(EbsUnderTest.json(closed, "X_RESULTS_JSON")
                        .get(0)
                        .path("result")
                        .asText())
                .isEqualTo("CLOSED");
        await().until(() -> !ebs.http.table("XX_TIEOUT_LOADS").isEmpty());
        assertThat(ebs.find("TIE1").path("stage").asText()).isEqualTo("closed");
        assertThat(ebs.http.table("GL_INTERFACE")).isEmpty();
    }

    @Test
    void load_withLostAnswer_isAlreadyWhenRepeated() throws IOException {
        ebs.fault("LOAD_JOURNALS", "answer-lost");
        String batch = EbsUnderTest.batch(DAY, posting("TIE1", "5"));
        assertThatThrownBy(() -> ebs.load(1, batch)).isInstanceOf(IOException.class);
        assertThat(EbsUnderTest.json(ebs.load(1, batch), "X_RESULTS_JSON")
                        .get(0)
                        .path("result")
                        .asText())
                .isEqualTo("ALREADY");
    }

    @Test
    void references_listed_carryTheirLines() throws IOException {
        ebs.loadAll(DAY, posting("TIEB", "5"), posting("TIEA", "6"));
        JsonNode first = ebs.call("LIST_REFERENCES", Map.of("P_INSTALLATION", "test", "P_PAGE_SIZE", "1"));
        JsonNode row = EbsUnderTest.json(first, "X_ROWS_JSON").get(0);
        assertThat(row.path("reference").asText()).isEqualTo("TIEA");
        assertThat(row.path("lines").get(0).path("entered_dr").asText()).isEqualTo("6");
        JsonNode second = ebs.call(
                "LIST_REFERENCES",
                Map.of(
                        "P_INSTALLATION",
                        "test",
                        "P_PAGE_SIZE",
                        "1",
                        "P_AFTER_ID",
                        first.path("X_NEXT_AFTER_ID").asText()));
        assertThat(EbsUnderTest.json(second, "X_ROWS_JSON")
                        .get(0)
                        .path("reference")
                        .asText())
                .isEqualTo("TIEB");
        assertThat(second.path("X_NEXT_AFTER_ID").isNull()).isTrue();
    }

    @Test
    void load_afterRestart_isStillThere(@TempDir Path folder) throws IOException {
        Optional<Path> data = Optional.of(folder.resolve("ebs.mv"));
        try (EbsUnderTest first = new EbsUnderTest(data)) {
            first.settings("{\"requestDuration\":\"PT60S\"}");
            String group = first.loadAll(DAY, posting("TIE1", "5"))
                    .get(0)
                    .path("group_id")
                    .asText();
            first.submit(group, 1);
            first.settings("{\"requestDuration\":\"PT0.03S\"}");
        }
        try (EbsUnderTest second = new EbsUnderTest(data)) {
            second.awaitStage("TIE1", "posted");
        }
    }

    @Test
    void loads_inParallel_areAllPostedOnce() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(6);
        try {
            List<Future<JsonNode>> loads = new ArrayList<>();
            for (int i = 1; i <= 60; i++) {
                int number = i;
                String batch = EbsUnderTest.batch(DAY, posting("TIE" + i, "5"), posting("TIESAME" + i % 7, "6"));
                loads.add(callers.submit(() -> ebs.load(number, batch)));
            }
            for (Future<JsonNode> load : loads) {
                JsonNode results = EbsUnderTest.json(load.get(20, TimeUnit.SECONDS), "X_RESULTS_JSON");
                ebs.submit(results.get(0).path("group_id").asText(), 1);
            }
        } finally {
            callers.shutdown();
        }
        await().until(() -> ebs.http.table("GL_JE_LINES?STATUS=P").size() == (60 + 7) * 2);
        assertThat(ebs.http.table("GL_INTERFACE")).isEmpty();
    }
}
