package io.tieout.connector.ebs;

import static io.tieout.connector.ebs.EbsFixture.CONNECTION;
import static io.tieout.connector.ebs.EbsFixture.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.connector.ebs.GatewayStub.Cut;
import io.tieout.connector.ebs.GatewayStub.Reply;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.money.Money;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.Journals.Stamp;
import io.tieout.port.erp.References.Fence;
import io.tieout.port.erp.References.Kept;
import io.tieout.port.erp.References.LoadedBy;
import io.tieout.port.erp.References.Page;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the package keeps of an installation, as the command restore reads it; amounts in major units there. */
class EbsReferencesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Stamp THIRD = new Stamp("acme", 3);
    private static final String LINES = """
            [{"account":"1150","currency_code":"JPY","entered_dr":"1200","entered_cr":null,"reference22":null,
              "description":"ch_1"},
             {"account":"2150","currency_code":"JPY","entered_dr":null,"entered_cr":"1200","reference22":"10001",
              "description":"ch_1 INV-1"}]""";

    private final EbsFixture ebs = new EbsFixture();

    @AfterEach
    void close() {
        ebs.close();
    }

    @Test
    void fence_thatIsRaised_tellsTheHighestLoadNumber() {
        ebs.gateway.next("fence", answer(Map.of("X_INCARNATION", "3", "X_MAX_LOAD_NUMBER", "42")));

        assertThat(ebs.references().fence(CONNECTION, THIRD)).isEqualTo(new Fence.Stands(42));
        assertThat(ebs.gateway
                        .received("fence")
                        .get(0)
                        .parameter("P_INCARNATION")
                        .asText())
                .isEqualTo("3");
    }

    @Test
    void fence_thatStandsHigher_isAnAnswer() {
        ebs.gateway.next("fence", refusal("FENCED"));

        assertThat(ebs.references().fence(CONNECTION, THIRD)).isInstanceOf(Fence.Higher.class);
    }

    @Test
    void fence_answeredForAnotherIncarnation_isNotBelieved() {
        ebs.gateway.next("fence", answer(Map.of("X_INCARNATION", "2", "X_MAX_LOAD_NUMBER", "42")));

        assertThatThrownBy(() -> ebs.references().fence(CONNECTION, THIRD)).isInstanceOf(RetryLater.class);
    }

    @Test
    void list_ofAPage_hasWhatWasLoaded_andWhereTheNextBegins() {
        ebs.gateway.next("list_references", page(row(1, "posted", LINES) + "," + row(2, "closed", "[]"), "TIEAAAA2"));

        Page page = ebs.references().list(CONNECTION, "acme", Optional.of(reference(0)));

        assertThat(ebs.gateway
                        .received("list_references")
                        .get(0)
                        .parameter("P_AFTER_ID")
                        .asText())
                .isEqualTo("TIEAAAA0");
        assertThat(page.next()).contains(reference(2));
        assertThat(page.references()).extracting(Kept::stage).containsExactly(Stage.POSTED, Stage.CLOSED);
        Kept first = page.references().get(0);
        assertThat(first.load()).contains(new LoadedBy(1, 7));
        assertThat(first.lines())
                .extracting(JournalLine::item, JournalLine::side, JournalLine::amount)
                .containsExactly(
                        tuple("", JournalLine.Side.DEBIT, Money.ofMinor(1200, "JPY")),
                        tuple("10001", JournalLine.Side.CREDIT, Money.ofMinor(1200, "JPY")));
    }

    @Test
    void list_thatLeavesRowsOut_isNotBelieved() {
        ebs.gateway.next("list_references", page(row(1, "posted", LINES), "TIEAAAA5"));

        assertThatThrownBy(() -> ebs.references().list(CONNECTION, "acme", Optional.empty()))
                .isInstanceOf(RetryLater.class);
    }

    @Test
    void list_thatGoesBack_isNotBelieved() {
        ebs.gateway.next("list_references", page(row(2, "posted", LINES) + "," + row(1, "posted", LINES), null));

        assertThatThrownBy(() -> ebs.references().list(CONNECTION, "acme", Optional.empty()))
                .isInstanceOf(RetryLater.class);
    }

    @Test
    void days_ofRowsThatWait_areThoseOfTheInterface() {
        ebs.gateway.next("get_group_rows", rows("""
                [{"row_number":"1","status":"NEW","reference21":"TIEAAAA1","reference22":null,
                  "accounting_date":"2026-11-20","currency_code":"USD","account":"1150","code_combination_id":"1",
                  "entered_dr":"1.00","entered_cr":null,"description":"ch_1","error_text":null}]"""));
        Kept waits = new Kept(
                reference(1), Stage.INTERFACE, Optional.of("7001"), Optional.of("aa"), Optional.empty(), List.of());
        Kept gone =
                new Kept(reference(2), Stage.GONE, Optional.of("7001"), Optional.of("aa"), Optional.empty(), List.of());

        assertThat(ebs.references().days(CONNECTION, List.of(waits, gone)))
                .containsExactly(Map.entry(reference(1), LocalDate.of(2026, 11, 20)));
    }

    private static String row(int number, String stage, String lines) {
        return """
                {"reference":"TIEAAAA%d","stage":"%s","group_id":"7001","content_hash":"aa","incarnation":"1",
                 "load_number":"7","state":"LIVE","lines":%s}""".formatted(number, stage, lines);
    }

    private static Reply page(String rows, @Nullable String next) {
        ObjectNode out = out("S").put("X_ROWS_JSON", "[" + rows + "]").put("X_NEXT_AFTER_ID", next);
        return reply(out);
    }

    private static Reply rows(String rows) {
        return reply(out("S").put("X_ROWS_JSON", rows).putNull("X_NEXT_AFTER_ID"));
    }

    private static Reply answer(Map<String, String> own) {
        ObjectNode out = out("S");
        own.forEach(out::put);
        return reply(out);
    }

    private static Reply refusal(String code) {
        return reply(out("E").put("X_MSG_CODE", code).put("X_MSG_DATA", "a sentence"));
    }

    private static ObjectNode out(String status) {
        return JSON.createObjectNode()
                .put("X_RETURN_STATUS", status)
                .putNull("X_MSG_CODE")
                .putNull("X_MSG_DATA")
                .put("X_DB_TIME", "2026-11-20T10:00:00");
    }

    private static Reply reply(ObjectNode out) {
        String body = JSON.createObjectNode().set("OutputParameters", out).toString();
        return new Reply(200, "application/json", body, Cut.NOWHERE, Map.of());
    }
}
