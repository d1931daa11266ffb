package io.tieout.sandbox.ebs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The read calls of set-up and receivables, and what a person's actions change in them. */
class ReceivablesAndPersonTest {

    private EbsUnderTest ebs;

    @BeforeEach
    void start() throws IOException {
        ebs = EbsUnderTest.start();
    }

    @AfterEach
    void stop() {
        ebs.close();
    }

    private JsonNode openItems(String since, String after, int size) throws IOException {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("P_ORG_IDS_JSON", "[\"204\"]");
        parameters.put("P_CHANGED_SINCE", since);
        parameters.put("P_AFTER_ID", after);
        parameters.put("P_PAGE_SIZE", Integer.toString(size));
        return ebs.call("GET_OPEN_ITEMS", parameters);
    }

    @Test
    void items_paged_areAllOfTheUnit() throws IOException {
        int count = 0;
        String after = null;
        do {
            JsonNode page = openItems(null, after, 70);
            count += EbsUnderTest.json(page, "X_ROWS_JSON").size();
            after = page.path("X_NEXT_AFTER_ID").isNull()
                    ? null
                    : page.path("X_NEXT_AFTER_ID").asText();
        } while (after != null);
        assertThat(count).isEqualTo(199);
    }

    @Test
    void item_paidByAReceipt_isChangedAndClosed() throws IOException {
        ebs.control("/_sandbox/clock", "{\"advance\":\"PT1H\"}");
        ebs.control("/_sandbox/ebs/receipt", "{\"payment_schedule_id\":10001,\"amount\":\"671.22\"}");
        ebs.control("/_sandbox/ebs/receipt", "{\"payment_schedule_id\":10002}");
        ebs.control("/_sandbox/ebs/dispute", "{\"payment_schedule_id\":10003,\"amount\":\"9.00\"}");
        JsonNode changed = EbsUnderTest.json(openItems("2026-11-21T11:00:00", null, 100), "X_ROWS_JSON");
        assertThat(changed.findValuesAsText("status")).containsExactly("OP", "CL", "OP");
        assertThat(changed.findValuesAsText("amount_due_remaining")).containsExactly("8000.00", "0.00", "5569.09");
        assertThat(changed.get(2).path("amount_in_dispute").asText()).isEqualTo("9.00");
        assertThat(changed.get(0).path("last_update_date").asText()).isEqualTo("2026-11-21T11:00:00");
        assertThat(EbsUnderTest.json(openItems(null, null, 1000), "X_ROWS_JSON"))
                .hasSize(198);
    }

    @Test
    void customers_merged_moveTheirItems() throws IOException {
        ebs.control("/_sandbox/ebs/merge", "{\"loser\":70001,\"survivor\":70002}");
        JsonNode merges = ebs.call("GET_MERGES", Map.of("P_PAGE_SIZE", "10"));
        assertThat(EbsUnderTest.json(merges, "X_ROWS_JSON")
                        .get(0)
                        .path("survivor_cust_account_id")
                        .asText())
                .isEqualTo("70002");
        JsonNode item = EbsUnderTest.json(ebs.call("GET_ITEMS", Map.of("P_IDS_JSON", "[\"10001\"]")), "X_ROWS_JSON");
        assertThat(item.get(0).path("account_number").asText()).isEqualTo("1002");
        JsonNode customers = EbsUnderTest.json(ebs.call("GET_CUSTOMERS", Map.of("P_PAGE_SIZE", "1")), "X_ROWS_JSON");
        assertThat(customers.get(0).path("status").asText()).isEqualTo("I");
    }

    @Test
    void setup_ofAcme_isAsDocumented() throws IOException {
        Map<String, String> names =
                Map.of("P_LEDGER_ID", "1", "P_JE_SOURCE", "Tieout", "P_JE_CATEGORY", "Tieout Receipts");
        JsonNode setup = EbsUnderTest.json(ebs.call("CHECK_SETUP", names), "X_SETUP_JSON");
        assertThat(setup.path("ledger_currency").asText()).isEqualTo("USD");
        assertThat(setup.path("je_source_name").asText()).isEqualTo("TIEOUT");
        assertThat(setup.path("autopost_flag").asText()).isEqualTo("Y");
        assertThat(setup.path("currencies").findValuesAsText("precision")).containsExactly("2", "2", "0", "3");
        JsonNode missing =
                ebs.call("CHECK_SETUP", Map.of("P_LEDGER_ID", "1", "P_JE_SOURCE", "X", "P_JE_CATEGORY", "Y"));
        assertThat(missing.path("X_MSG_CODE").asText()).isEqualTo("NO_SETUP");
    }

    @Test
    void accounts_andPeriods_followThePerson() throws IOException {
        ebs.control("/_sandbox/ebs/account", "{\"account\":\"01-000-1150-0000-000\",\"enabled\":false}");
        ebs.control("/_sandbox/ebs/period", "{\"period_name\":\"NOV-26\",\"closing_status\":\"C\"}");
        JsonNode accounts = ebs.call(
                "GET_ACCOUNTS",
                Map.of(
                        "P_LEDGER_ID",
                        "1",
                        "P_ACCOUNTS_JSON",
                        "[\"01-000-1150-0000-000\",\"01-000-1210-0000-000\",\"x\"]"));
        JsonNode rows = EbsUnderTest.json(accounts, "X_ROWS_JSON");
        assertThat(rows.findValuesAsText("enabled_flag")).containsExactly("N", "Y");
        assertThat(rows.get(1).path("reference3").asText()).isEqualTo("CUSTOMER");
        JsonNode periods = EbsUnderTest.json(ebs.call("GET_PERIODS", Map.of("P_LEDGER_ID", "1")), "X_ROWS_JSON");
        assertThat(periods.findValuesAsText("period_name"))
                .doesNotHaveDuplicates()
                .contains("ADJ-26", "OCT-26");
        for (JsonNode period : periods) {
            if (period.path("period_name").asText().equals("NOV-26")) {
                assertThat(period.path("closing_status").asText()).isEqualTo("C");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "receipt|{\"payment_schedule_id\":1}|payment_schedule_id",
                "receipt|{\"payment_schedule_id\":10001,\"amount\":\"99999999\"}|amount",
                "period|{\"period_name\":\"NOV-26\",\"closing_status\":\"Q\"}|closing_status",
                "person-imports|{\"group\":\"x\"}|group",
                "merge|{\"loser\":70001,\"survivor\":70001}|survivor"
            })
    void action_withAWrongField_namesIt(String action, String body, String field) throws IOException {
        HttpResponse<String> answer = ebs.http.post("/_sandbox/ebs/" + action, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"" + field + ":");
    }

    @Test
    void page_button_leadsBackToThePage() throws IOException {
        assertThat(ebs.http.get("/").body()).contains("INV-10001").contains("Import the group");
        HttpResponse<String> answer = ebs.http.send(ebs.http
                .request("/_sandbox/settings")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("autoPost=false")));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(ebs.http.json("/_sandbox/settings").path("autoPost").asBoolean())
                .isFalse();
        assertThat(ebs.http.get("/").body()).contains("AutoPost is off");
    }
}
