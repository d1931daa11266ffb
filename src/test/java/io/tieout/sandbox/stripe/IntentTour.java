package io.tieout.sandbox.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.service.V1Services;

/** The part of the tour that goes through the states of a payment intent. */
final class IntentTour {

    private final V1Services v1;

    IntentTour(V1Services v1) {
        this.v1 = v1;
    }

    void run() throws StripeException {
        open();
        left();
        held();
    }

    private void open() throws StripeException {
        PaymentIntent open = v1.paymentIntents()
                .create(StripeSandbox.intent(900, "usd", "pm_card_visa")
                        .setConfirm(false)
                        .build());
        v1.paymentIntents()
                .update(
                        open.getId(),
                        PaymentIntentUpdateParams.builder()
                                .setAmount(950L)
                                .setDescription("more")
                                .build());
        v1.paymentIntents()
                .confirm(
                        open.getId(),
                        PaymentIntentConfirmParams.builder()
                                .setPaymentMethod("pm_card_amex")
                                .build());
    }

    private void left() throws StripeException {
        PaymentIntent left = v1.paymentIntents()
                .create(StripeSandbox.intent(900, "usd", "pm_card_visa")
                        .setCaptureMethod(CaptureMethod.MANUAL)
                        .build());
        v1.paymentIntents()
                .cancel(
                        left.getId(),
                        PaymentIntentCancelParams.builder()
                                .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
                                .build());
    }

    private void held() throws StripeException {
        PaymentIntent held = v1.paymentIntents()
                .create(StripeSandbox.intent(900, "usd", "pm_card_visa")
                        .setCaptureMethod(CaptureMethod.MANUAL)
                        .build());
        v1.paymentIntents()
                .capture(
                        held.getId(),
                        PaymentIntentCaptureParams.builder()
                                .setAmountToCapture(800L)
                                .build());
        v1.paymentIntents()
                .retrieve(
                        held.getId(),
                        PaymentIntentRetrieveParams.builder()
                                .addExpand("payment_method")
                                .addExpand("latest_charge.balance_transaction.source")
                                .build());
        v1.paymentIntents()
                .list(PaymentIntentListParams.builder()
                        .setCustomer("cus_acme0001")
                        .setLimit(2L)
                        .setCreated(PaymentIntentListParams.Created.builder()
                                .setGte(1L)
                                .build())
                        .build())
                .autoPagingIterable()
                .forEach(PaymentIntent::getStatus);
    }
}
