package io.tieout.sandbox.ebs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people enter in EBS is what the package's reads answer. */
class BillingTest {
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
    void invoice_enteredInInstalments_isOneItemForEach() throws IOException {
        ebs.control("/_sandbox/ebs/invoice", "{\"customer\":70001,\"number\":\"T-1\",\"instalments\":\"40.00,60.50\"}");

        assertThat(items("T-1"))
                .extracting(row -> row.path("amount_due_remaining").asText())
                .containsExactlyInAnyOrder("40.00", "60.50");
    }

    @Test
    void creditMemo_entered_remainsNegative() throws IOException {
        ebs.control(
                "/_sandbox/ebs/invoice",
                "{\"customer\":70001,\"number\":\"T-2\",\"class\":\"CM\",\"amount\":\"12.00\"}");

        assertThat(items("T-2"))
                .extracting(row -> row.path("amount_due_remaining").asText())
                .containsExactly("-12.00");
    }

    private List<JsonNode> items(String number) throws IOException {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("P_ORG_IDS_JSON", "[\"204\"]");
        parameters.put("P_CHANGED_SINCE", null);
        parameters.put("P_AFTER_ID", null);
        parameters.put("P_PAGE_SIZE", "1000");
        JsonNode rows = EbsUnderTest.json(ebs.call("GET_OPEN_ITEMS", parameters), "X_ROWS_JSON");
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.toString().contains("\"" + number + "\""))
                .toList();
    }
}
