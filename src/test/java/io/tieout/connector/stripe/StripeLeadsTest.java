package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
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
}
