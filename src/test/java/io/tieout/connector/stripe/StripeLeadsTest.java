package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.connector.stripe.StripeLeads.Lead;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.Payments.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeLeadsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "charge.succeeded",
                "charge.updated",
                "charge.refunded",
                "charge.refund.updated",
                "charge.dispute.created",
                "charge.dispute.funds_reinstated",
                "charge.something_new",
                "payment_intent.succeeded",
                "payment_intent.payment_failed",
                "invoice_payment.paid",
                "invoice.paid",
                "refund.created",
                "refund.failed",
                "refund.something_new",
                "radar.early_fraud_warning.created",
                "review.opened",
                "checkout.session.completed"
            })
    void type_thatNamesACharge_isFollowed(String type) {
        assertThat(StripeLeads.follows(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invoice.upcoming",
                "invoiceitem.created",
                "customer.updated",
                "payout.paid",
                "balance.available",
                "charges",
                "setup_intent.succeeded",
                "issuing_dispute.created",
                ""
            })
    void type_thatNamesNoCharge_isNotFollowed(String type) {
        assertThat(StripeLeads.follows(type)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = ';',
            value = {
                "{'object':'charge','id':'ch_1','payment_intent':'pi_1'}; pi_1; -",
                "{'object':'charge','id':'ch_1','payment_intent':null}; ch_1; -",
                "{'object':'payment_intent','id':'pi_1'}; pi_1; pi_1",
                "{'object':'refund','id':'re_1','charge':'ch_1','payment_intent':'pi_1'}; pi_1; -",
                "{'object':'dispute','id':'dp_1','charge':'ch_1'}; ch_1; -",
                "{'object':'invoice_payment','id':'inpay_1'}; inpay_1; inpay_1",
                "{'object':'invoice','id':'in_1'}; in_1; in_1",
                "{'object':'charge','id':5}; evt_1; -",
                "{'object':'charge'}; evt_1; -",
                "[]; evt_1; -",
                "{; evt_1; -"
            })
    void subject_isThePayment_andWhatMustBeListed(String object, String payment, String listed) {
        String payload = "{\"data\":{\"object\":" + object.replace('\'', '"') + "}}";
        Notification event =
                new Notification("evt_1", "charge.updated", Instant.EPOCH, payload.getBytes(StandardCharsets.UTF_8));

        assertThat(StripeLeads.subject(event)).isEqualTo(new Subject(payment, Optional.ofNullable(listed)));
    }

    @ParameterizedTest
    @CsvSource({"acct_own, true", "acct_connected, false"})
    void eventOfAConnectedAccount_leadsNowhere(String account, boolean leads) {
        Lead lead = StripeLeads.of(charge("\"account\":\"" + account + "\","), () -> "acct_own");

        assertThat(lead).isEqualTo(leads ? new Lead.ToCharge("ch_1") : new Lead.Nowhere());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"account\":null,"})
    void eventThatNamesNoAccount_leadsToItsCharge_withoutALookAtTheConnection(String account) {
        Lead lead = StripeLeads.of(charge(account), () -> {
            throw new AssertionError("no account is named");
        });

        assertThat(lead).isEqualTo(new Lead.ToCharge("ch_1"));
    }

    private static byte[] charge(String account) {
        return ("{" + account + "\"data\":{\"object\":{\"object\":\"charge\",\"id\":\"ch_1\"}}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
