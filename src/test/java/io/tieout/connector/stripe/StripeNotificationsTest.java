package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.port.NeverWorks;
import io.tieout.port.provider.Notification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** To which charges notifications lead, over a real socket. */
class StripeNotificationsTest {
    private final StripeServer server = new StripeServer();
    private final Bench bench = Bench.over(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void notification_ofACharge_leadsToItWithoutACall() {
        assertThat(leads("{\"id\":\"ch_1\",\"object\":\"charge\"}")).containsExactly("ch_1");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void notification_ofAnIntent_leadsToAllItsAttempts() {
        intent();

        assertThat(leads("{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"latest_charge\":\"ch_claimed\"}"))
                .containsExactly("ch_last", "ch_first");
    }

    @Test
    void notification_ofAnUnknownIntent_leadsNowhere() {
        assertThat(leads("{\"id\":\"pi_none\",\"object\":\"payment_intent\"}")).isEmpty();
    }

    @Test
    void notification_ofAnInvoicePayment_leadsThroughTheFetchedOne() {
        intent();
        server.json(
                "/v1/invoice_payments/inpay_1",
                "{\"id\":\"inpay_1\",\"object\":\"invoice_payment\",\"payment\":{\"type\":\"payment_intent\","
                        + "\"payment_intent\":\"pi_1\"}}");

        assertThat(leads("{\"id\":\"inpay_1\",\"object\":\"invoice_payment\",\"payment\":{\"charge\":\"ch_claimed\"}}"))
                .containsExactly("ch_last", "ch_first");
    }

    @Test
    void notification_ofAnInvoice_leadsToTheChargesOfAllItsPayments() {
        intent();
        server.file("/v1/invoice_payments?invoice=in_1&limit=100", "invoice-payments.json");

        assertThat(leads("{\"id\":\"in_1\",\"object\":\"invoice\"}"))
                .containsExactly("ch_last", "ch_first", "ch_direct");
    }

    @ParameterizedTest
    @CsvSource({"refund", "dispute", "radar.early_fraud_warning", "review", "something_new"})
    void notification_ofAnObjectThatNamesACharge_leadsToIt(String object) {
        assertThat(leads("{\"id\":\"x_1\",\"object\":\"" + object
                        + "\",\"charge\":\"ch_1\",\"payment_intent\":\"pi_1\"}"))
                .containsExactly("ch_1");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"refund", "dispute", "checkout.session"})
    void notification_ofAnObjectThatNamesOnlyAnIntent_leadsToItsCharges(String object) {
        intent();

        assertThat(leads("{\"id\":\"x_1\",\"object\":\"" + object + "\",\"charge\":null,\"payment_intent\":\"pi_1\"}"))
                .containsExactly("ch_last", "ch_first");
    }

    @Test
    void notification_withoutAnObjectOrOfAnotherAccount_leadsNowhere() {
        assertThat(leads("{\"object\":\"invoice\",\"subtotal\":1}")).isEmpty();
        assertThat(leads("null")).isEmpty();
        Notification ofAnother = notification(
                "{\"account\":\"acct_other\"," + "\"data\":{\"object\":{\"id\":\"ch_1\",\"object\":\"charge\"}}}");
        assertThat(bench.payments.chargesOf(FixedConnections.ID, ofAnother)).isEmpty();
    }

    @Test
    void notification_thatIsNoJson_neverWorks() {
        assertThatThrownBy(() -> bench.payments.chargesOf(FixedConnections.ID, notification("{")))
                .isInstanceOf(NeverWorks.class);
    }

    private void intent() {
        server.json(
                        "/v1/payment_intents/pi_1",
                        "{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"latest_charge\":\"ch_last\"}")
                .json(
                        "/v1/charges?limit=100&payment_intent=pi_1",
                        "{\"object\":\"list\",\"has_more\":true,\"data\":[{\"id\":\"ch_last\"}]}")
                .json(
                        "/v1/charges?limit=100&payment_intent=pi_1&starting_after=ch_last",
                        "{\"object\":\"list\",\"has_more\":false,\"data\":[{\"id\":\"ch_first\"}]}");
    }

    private List<String> leads(String object) {
        return bench.payments.chargesOf(FixedConnections.ID, notification("{\"data\":{\"object\":" + object + "}}"));
    }

    private static Notification notification(String payload) {
        return new Notification("evt_1", "any.type", Bench.NOW, payload.getBytes(StandardCharsets.UTF_8));
    }
}
