package io.tieout.sandbox.ebs;

import static io.tieout.sandbox.ebs.EbsUnderTest.line;
import static io.tieout.sandbox.ebs.EbsUnderTest.posting;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** REGROUP, AMEND_LINES and CLOSE_REFERENCES around rows that failed. */
class GroupCallsTest {

    private static final String DAY = "2026-11-20";
    private static final String DISABLED = "01-000-1199-0000-000";
    private static final String CLEARING = "01-000-1150-0000-000";
    private static final String RECEIPTS = "01-000-2150-0000-000";

    private EbsUnderTest ebs;
    private String group = "";

    @BeforeEach
    void start() throws IOException {
        ebs = EbsUnderTest.start();
        group = ebs.loadAll(DAY, bad(DISABLED), posting("TIEGOOD", "7"))
                .get(0)
                .path("group_id")
                .asText();
        ebs.awaitRequest(ebs.submit(group, 1).path("X_REQUEST_ID").asText());
    }

    @AfterEach
    void stop() {
        ebs.close();
    }

    private static ObjectNode bad(String account) {
        return posting("TIEBAD", line(account, "USD", "5", null), line(RECEIPTS, "USD", null, "5"));
    }

    private JsonNode regroup(int expected) throws IOException {
        return regroup("[\"TIEBAD\"]", expected);
    }

    private JsonNode regroup(String references, int expected) throws IOException {
        return ebs.write("REGROUP", regrouping(references, expected));
    }

    private Map<String, String> regrouping(String references, int expected) {
        return Map.of(
                "P_GROUP_ID", group, "P_REFERENCES_JSON", references, "P_EXPECTED_ROWS", Integer.toString(expected));
    }

    @Test
    void rows_regrouped_letTheInnocentPass() throws IOException {
        JsonNode answer = regroup(4);
        assertThat(answer.path("X_MOVED_ROWS").asText()).isEqualTo("2");
        assertThat(answer.path("X_LEFT_ROWS").asText()).isEqualTo("2");
        JsonNode moved = ebs.find("TIEBAD");
        assertThat(moved.path("stage").asText()).isEqualTo("interface");
        assertThat(moved.path("group_id").asText())
                .isEqualTo(answer.path("X_NEW_GROUP_ID").asText());
        ebs.submit(group, 2);
        ebs.awaitStage("TIEGOOD", "posted");
        assertThat(ebs.find("TIEBAD").path("stage").asText()).isEqualTo("interface");
    }

    @Test
    void regroup_withAnotherCountOfRows_isRefused() throws IOException {
        assertThat(regroup(3).path("X_MSG_CODE").asText()).isEqualTo("ROWS_CHANGED");
        assertThat(regroup(4).path("X_RETURN_STATUS").asText()).isEqualTo("S");
        assertThat(regroup(4).path("X_MSG_CODE").asText()).isEqualTo("ROWS_CHANGED");
    }

    @Test
    void regroup_ofNothingOrOfWhatHasNoRowThere_isRefused_andNothingMoves() throws IOException {
        assertThat(regroup("[]", 4).path("X_MSG_CODE").asText()).isEqualTo("BAD_INPUT");
        assertThat(regroup("[\"TIEBAD\",\"TIEGONE\"]", 4).path("X_MSG_CODE").asText())
                .isEqualTo("ROWS_CHANGED");
        assertThat(ebs.groupRows(group)).hasSize(4);
    }

    @Test
    void group_ofAnotherInstallation_isNotTouched() throws IOException {
        for (Map.Entry<String, Map<String, String>> call : Map.of(
                        "SUBMIT_IMPORT",
                        Map.of("P_GROUP_ID", group, "P_RUN_NUMBER", "1"),
                        "REGROUP",
                        regrouping("[\"TIEBAD\"]", 4),
                        "AMEND_LINES",
                        Map.of("P_GROUP_ID", group, "P_CHANGES_JSON", "[]"),
                        "CLOSE_REFERENCES",
                        Map.of("P_REFERENCES_JSON", "[\"TIEBAD\"]", "P_REASON", "by mistake"))
                .entrySet()) {
            assertThat(ebs.writeAs("other", call.getKey(), call.getValue())
                            .path("X_MSG_CODE")
                            .asText())
                    .as(call.getKey())
                    .isEqualTo("BAD_INPUT");
        }
        assertThat(ebs.groupRows(group)).hasSize(4);
    }

    @Test
    void group_thatNoKeyNames_hasNothingToImport_andIsNotChanged() throws IOException {
        String unknown = "999999";
        assertThat(ebs.submit(unknown, 1).path("X_RESULT").asText()).isEqualTo("NOTHING");
        group = unknown;
        assertThat(regroup(0).path("X_MSG_CODE").asText()).isEqualTo("BAD_INPUT");
        assertThat(amend(change(bad(DISABLED), bad(CLEARING)))
                        .path("X_MSG_CODE")
                        .asText())
                .isEqualTo("BAD_INPUT");
    }

    @Test
    void regroup_whileImporting_isRefused() throws IOException {
        ebs.settings("{\"requestDuration\":\"PT30S\"}");
        ebs.submit(group, 2);
        assertThat(regroup(4).path("X_MSG_CODE").asText()).isEqualTo("IMPORT_PENDING");
    }

    private String amend(ObjectNode from, ObjectNode to) throws IOException {
        ObjectNode change = change(from, to);
        change.set("lines", to.path("lines"));
        return EbsUnderTest.json(amend(change), "X_RESULTS_JSON")
                .get(0)
                .path("result")
                .asText();
    }

    private static ObjectNode change(ObjectNode from, ObjectNode to) {
        ObjectNode change = SandboxJson.MAPPER.createObjectNode().put("reference", "TIEBAD");
        change.put("from_hash", from.path("content_hash").asText());
        return change.put("to_hash", to.path("content_hash").asText()).put("accounting_date", "2026-11-19");
    }

    private JsonNode amend(ObjectNode change) throws IOException {
        return ebs.write("AMEND_LINES", Map.of("P_GROUP_ID", group, "P_CHANGES_JSON", "[" + change + "]"));
    }

    @Test
    void change_withoutLines_isBadInput() throws IOException {
        JsonNode answer = amend(change(bad(DISABLED), bad(CLEARING)));
        assertThat(answer.path("X_MSG_CODE").asText()).isEqualTo("BAD_INPUT");
    }

    @Test
    void lines_amended_areNewAndImport() throws IOException {
        assertThat(amend(bad(DISABLED), bad(CLEARING))).isEqualTo("AMENDED");
        assertThat(amend(bad(DISABLED), bad(CLEARING))).isEqualTo("ALREADY");
        JsonNode row = ebs.groupRows(group).get(0);
        assertThat(row.path("status").asText()).isEqualTo("NEW");
        assertThat(row.path("account").asText()).isEqualTo(CLEARING);
        assertThat(row.path("accounting_date").asText()).isEqualTo("2026-11-19");
        ebs.submit(group, 2);
        ebs.awaitStage("TIEBAD", "posted");
        ebs.awaitStage("TIEGOOD", "posted");
        assertThat(amend(bad(CLEARING), bad(DISABLED))).isEqualTo("NOT_WAITING");
    }

    @Test
    void lines_thatAPersonEdited_areChanged() throws IOException {
        String row = ebs.groupRows(group).get(0).path("row_number").asText();
        ebs.control("/_sandbox/ebs/correct-row", "{\"row\":" + row + ",\"account\":\"" + CLEARING + "\"}");
        assertThat(amend(bad(DISABLED), bad(CLEARING))).isEqualTo("CHANGED");
    }

    @Test
    void lines_thatALoadWouldRefuse_areRefused_andTheRowsStay() throws IOException {
        assertThat(amend(bad(DISABLED), bad("01-000-9999-0000-000"))).isEqualTo("REFUSED");
        assertThat(ebs.groupRows(group).get(0).path("account").asText()).isEqualTo(DISABLED);
        assertThat(amend(bad(DISABLED), bad(CLEARING))).isEqualTo("AMENDED");
    }

    @Test
    void lines_whoseRowsLeftTheGroup_areNotWaiting() throws IOException {
        regroup(4);
        assertThat(amend(bad(DISABLED), bad(CLEARING))).isEqualTo("NOT_WAITING");
    }

    @Test
    void close_ofLiveAndGone_tellsThemApart() throws IOException {
        Map<String, String> close = Map.of("P_REFERENCES_JSON", "[\"TIEBAD\",\"TIENONE\"]", "P_REASON", "test");
        JsonNode live = EbsUnderTest.json(ebs.write("CLOSE_REFERENCES", close), "X_RESULTS_JSON");
        assertThat(live.findValuesAsText("result")).containsExactly("LIVE", "CLOSED");
        ebs.control("/_sandbox/ebs/person-deletes", "{\"group\":" + group + "}");
        assertThat(ebs.find("TIEBAD").path("stage").asText()).isEqualTo("gone");
        JsonNode gone = EbsUnderTest.json(ebs.write("CLOSE_REFERENCES", close), "X_RESULTS_JSON");
        assertThat(gone.findValuesAsText("result")).containsExactly("CLOSED", "CLOSED");
        assertThat(ebs.find("TIEBAD").path("stage").asText()).isEqualTo("closed");
    }
}
