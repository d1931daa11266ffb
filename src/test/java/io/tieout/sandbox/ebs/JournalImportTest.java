package io.tieout.sandbox.ebs;

import static io.tieout.sandbox.ebs.EbsUnderTest.line;
import static io.tieout.sandbox.ebs.EbsUnderTest.posting;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Journal Import and AutoPost: all or nothing, codes, what stands in the books after success. */
class JournalImportTest {

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

    private String loaded(ObjectNode... postings) throws IOException {
        return ebs.loadAll(DAY, postings).get(0).path("group_id").asText();
    }

    private JsonNode imported(String group, int run) throws IOException {
        return ebs.awaitRequest(ebs.submit(group, run).path("X_REQUEST_ID").asText());
    }

    @Test
    void group_good_isImportedAndPosted() throws IOException {
        String group = loaded(posting("TIE1", "120"), posting("TIE2", "7.5"));
        JsonNode request = imported(group, 1);
        assertThat(request.path("program").asText()).isEqualTo("GLLEZLSRS");
        assertThat(request.path("children").get(0).path("program").asText()).isEqualTo("GLLEZL");
        assertThat(request.path("dev_status").asText()).isEqualTo("NORMAL");
        ebs.awaitStage("TIE2", "posted");
        assertThat(ebs.http.table("GL_INTERFACE")).isEmpty();
        assertThat(ebs.http.table("GL_JE_HEADERS")).hasSize(1);
        assertThat(ebs.http.table("GL_IMPORT_REFERENCES").findValuesAsText("REFERENCE_1"))
                .containsExactly("TIE1", "TIE1", "TIE2", "TIE2");
        JsonNode batch = ebs.http.table("GL_JE_BATCHES").get(0);
        assertThat(batch.path("NAME").asText())
                .isEqualTo("Tieout "
                        + request.path("children").get(0).path("request_id").asText() + ": A " + group);
    }

    @Test
    void line_inForeignCurrency_isAccountedAtTheDaysRate() throws IOException {
        String group =
                loaded(posting("TIE1", line(CLEARING, "JPY", "1201", null), line(RECEIPTS, "JPY", null, "1201")));
        imported(group, 1);
        JsonNode output = ebs.call("GET_JOURNAL_LINES", Map.of("P_REFERENCES_JSON", "[\"TIE1\"]"));
        JsonNode debit = EbsUnderTest.json(output, "X_ROWS_JSON").get(0);
        assertThat(debit.path("entered_dr").asText()).isEqualTo("1201");
        assertThat(debit.path("accounted_dr").asText()).isEqualTo("8.05");
        assertThat(debit.path("je_source").asText()).isEqualTo("TIEOUT");
        assertThat(debit.path("je_category").asText()).isEqualTo("TIEOUT_RECEIPTS");
        assertThat(debit.path("period_name").asText()).isEqualTo("NOV-26");
        assertThat(debit.path("reference_2").asText()).isEqualTo("10001");
        assertThat(debit.path("account").asText()).isEqualTo(CLEARING);
    }

    @ParameterizedTest
    @CsvSource({
        "01-000-1199-0000-000,2026-11-20,EF03",
        "01-000-1000-0000-000,2026-11-20,EF02",
        "01-000-1198-0000-000,2026-11-20,EF02",
        "01-000-1150-0000-000,2026-08-20,EP01",
        "01-000-1150-0000-000,2027-01-20,EP01",
        "01-000-1150-0000-000,2020-01-20,EP02"
    })
    void group_withOneBadRow_staysWhole(String account, String day, String code) throws IOException {
        String group = ebs.loadAll(
                        day, posting("TIE1", line(account, "USD", "5", null), line(RECEIPTS, "USD", null, "5")))
                .get(0)
                .path("group_id")
                .asText();
        JsonNode request = imported(group, 1);
        assertThat(request.path("dev_status").asText()).isEqualTo("WARNING");
        JsonNode rows = ebs.groupRows(group);
        assertThat(rows.get(0).path("status").asText()).isEqualTo(code);
        assertThat(rows.get(0).path("error_text").asText()).isNotBlank();
        assertThat(rows.get(1).path("status").asText()).isIn("P", code);
        assertThat(ebs.http.table("GL_JE_LINES")).isEmpty();
        assertThat(ebs.find("TIE1").path("stage").asText()).isEqualTo("interface_error");
    }

    @Test
    void group_withABadPosting_marksTheInnocent() throws IOException {
        String group = loaded(
                posting("TIEBAD", line("01-000-1199-0000-000", "USD", "5", null), line(RECEIPTS, "USD", null, "5")),
                posting("TIEGOOD", "7"));
        imported(group, 1);
        assertThat(ebs.find("TIEGOOD").path("statuses").toString()).isEqualTo("[\"P\"]");
        assertThat(ebs.find("TIEBAD").path("statuses").toString()).isEqualTo("[\"EF03\",\"P\"]");
    }

    @Test
    void conversion_ofUnknownTypeOrWithoutRate_hasItsCode() throws IOException {
        var noType = line(CLEARING, "EUR", "5", null).put("conversion_type", "Guessed");
        var noRate = line(RECEIPTS, "EUR", null, "5").put("conversion_date", "2010-01-01");
        imported(loaded(posting("TIE1", noType, noRate)), 1);
        assertThat(ebs.find("TIE1").path("statuses").toString()).isEqualTo("[\"EC11\",\"EC06\"]");
    }

    @Test
    void rows_ofOneBalancedPostingWithTwoConversions_areUnbalancedJournals() throws IOException {
        var other = line(RECEIPTS, "EUR", null, "5").put("conversion_date", "2026-11-19");
        imported(loaded(posting("TIE1", line(CLEARING, "EUR", "5", null), other)), 1);
        assertThat(ebs.find("TIE1").path("statuses").toString()).isEqualTo("[\"EU02\"]");
    }

    @Test
    void run_whileOneIsRunning_isRefused() throws IOException {
        ebs.settings("{\"requestDuration\":\"PT30S\"}");
        String group = loaded(posting("TIE1", "5"));
        String request = ebs.submit(group, 1).path("X_REQUEST_ID").asText();
        assertThat(ebs.submit(group, 1).path("X_RESULT").asText()).isEqualTo("ALREADY");
        JsonNode second = ebs.submit(group, 2);
        assertThat(second.path("X_RESULT").asText()).isEqualTo("RUNNING");
        assertThat(second.path("X_REQUEST_ID").asText()).isEqualTo(request);
        assertThat(ebs.requestTree(request).path("dev_phase").asText()).isEqualTo("PENDING");
        JsonNode close = ebs.write("CLOSE_REFERENCES", Map.of("P_REFERENCES_JSON", "[\"TIE1\"]", "P_REASON", "x"));
        assertThat(close.path("X_MSG_CODE").asText()).isEqualTo("IMPORT_PENDING");
    }

    @Test
    void run_numberThatSkips_isBadInput() throws IOException {
        String group = loaded(posting("TIE1", "5"));
        assertThat(ebs.submit(group, 2).path("X_MSG_CODE").asText()).isEqualTo("BAD_INPUT");
        assertThat(ebs.submit("999", 1).path("X_RESULT").asText()).isEqualTo("NOTHING");
    }

    @Test
    void run_afterPersonsImport_importsNothingTwice() throws IOException {
        ebs.fault("SUBMIT_IMPORT", "person-imports");
        String group = loaded(posting("TIE1", "5"));
        assertThat(ebs.submit(group, 1).path("X_RESULT").asText()).isEqualTo("RUNNING");
        ebs.awaitStage("TIE1", "posted");
        assertThat(ebs.submit(group, 1).path("X_RESULT").asText()).isEqualTo("NOTHING");
        assertThat(ebs.http.table("GL_JE_LINES")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"import-error,interface_error", "period-closed,interface_error", "person-deletes,gone"})
    void fault_atSubmit_leadsToItsStage(String fault, String stage) throws IOException {
        ebs.fault("SUBMIT_IMPORT", fault);
        imported(loaded(posting("TIE1", "5")), 1);
        assertThat(ebs.find("TIE1").path("stage").asText()).isEqualTo(stage);
    }

    @ParameterizedTest
    @CsvSource({"person-deletes,gone", "person-imports,posted"})
    void fault_atLoad_leadsToItsStage(String fault, String stage) throws IOException {
        ebs.fault("LOAD_JOURNALS", fault);
        loaded(posting("TIE1", "5"));
        ebs.awaitStage("TIE1", stage);
    }

    @Test
    void batch_thatNeedsApproval_waitsForThePerson() throws IOException {
        ebs.settings("{\"approval\":true,\"autoPostDelay\":\"PT0S\"}");
        imported(loaded(posting("TIE1", "5")), 1);
        ebs.control("/_sandbox/ebs/post", "{}");
        assertThat(ebs.find("TIE1").path("stage").asText()).isEqualTo("imported");
        assertThat(ebs.find("TIE1").path("approval_status_code").asText()).isEqualTo("R");
        ebs.control("/_sandbox/ebs/approve", "{}");
        ebs.awaitStage("TIE1", "posted");
    }

    @Test
    void batch_withAutoPostOff_isPostedByThePerson() throws IOException {
        ebs.settings("{\"autoPost\":false}");
        String group = loaded(posting("TIE1", "5"));
        imported(group, 1);
        assertThat(ebs.find("TIE1").path("stage").asText()).isEqualTo("imported");
        ebs.control("/_sandbox/ebs/post", "{\"group\":" + group + "}");
        assertThat(ebs.find("TIE1").path("stage").asText()).isEqualTo("posted");
        assertThat(ebs.find("TIE1").path("batch_status").asText()).isEqualTo("P");
    }
}
