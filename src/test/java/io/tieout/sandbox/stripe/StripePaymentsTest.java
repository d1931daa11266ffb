package io.tieout.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.ChargeRetrieveParams;
import com.stripe.param.EventListParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.RefundCreateParams;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StripePaymentsTest {

    private StripeSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = StripeSandbox.start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Charge charge(String id) throws StripeException {
        return sandbox.client().v1().charges().retrieve(id);
    }

    private Charge settled(String id) {
        return await().until(() -> charge(id), charge -> charge.getBalanceTransaction() != null);
    }

    private BalanceTransaction entry(String id) throws StripeException {
        return sandbox.client().v1().balanceTransactions().retrieve(id);
    }

    private List<String> eventTypes() throws StripeException {
        return sandbox
                .client()
                .v1()
                .events()
                .list(EventListParams.builder().setLimit(100L).build())
                .getData()
                .stream()
                .map(event -> event.getType())
                .toList();
    }

    @Test
    void charge_confirmed_getsItsBalanceTransactionLater() throws Exception {
        sandbox.settings("{\"balanceTransactionDelay\":\"PT1S\"}");
        PaymentIntent intent = sandbox.pay(10_000, "usd", "pm_card_visa");

        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(charge(intent.getLatestCharge()).getBalanceTransaction()).isNull();
        BalanceTransaction entry = entry(settled(intent.getLatestCharge()).getBalanceTransaction());
        assertThat(entry.getAmount()).isEqualTo(10_000);
        assertThat(entry.getFee()).isEqualTo(320);
        assertThat(entry.getNet()).isEqualTo(9_680);
        assertThat(entry.getReportingCategory()).isEqualTo("charge");
        assertThat(eventTypes())
                .containsExactly(
                        "charge.updated", "payment_intent.succeeded", "charge.succeeded", "payment_intent.created");
    }

    @Test
    void declinedCard_confirmed_failsWith402AndLeavesAFailedCharge() throws Exception {
        CardException refused = catchThrowableOfType(
                CardException.class, () -> sandbox.pay(500, "usd", "pm_card_chargeDeclinedInsufficientFunds"));

        assertThat(refused.getStatusCode()).isEqualTo(402);
        assertThat(refused.getDeclineCode()).isEqualTo("insufficient_funds");
        assertThat(charge(refused.getCharge()).getStatus()).isEqualTo("failed");
        assertThat(refused.getStripeError().getPaymentIntent().getStatus()).isEqualTo("requires_payment_method");
        assertThat(eventTypes()).contains("charge.failed", "payment_intent.payment_failed");
    }

    @Test
    void manualCapture_ofAPart_bringsTwoBalanceTransactions() throws Exception {
        PaymentIntent held = sandbox.client()
                .v1()
                .paymentIntents()
                .create(StripeSandbox.intent(10_000, "usd", "pm_card_visa")
                        .setCaptureMethod(CaptureMethod.MANUAL)
                        .build());
        assertThat(held.getStatus()).isEqualTo("requires_capture");
        assertThat(held.getAmountCapturable()).isEqualTo(10_000);

        PaymentIntent captured = sandbox.client()
                .v1()
                .paymentIntents()
                .capture(
                        held.getId(),
                        PaymentIntentCaptureParams.builder()
                                .setAmountToCapture(7_000L)
                                .build());

        assertThat(captured.getAmountReceived()).isEqualTo(7_000);
        Charge charge = charge(captured.getLatestCharge());
        assertThat(charge.getAmountCaptured()).isEqualTo(7_000);
        assertThat(entry(charge.getBalanceTransaction()).getAmount()).isEqualTo(10_000);
        BalanceTransaction reversal = sandbox.client()
                .v1()
                .balanceTransactions()
                .list(BalanceTransactionListParams.builder().setType("refund").build())
                .getData()
                .get(0);
        assertThat(reversal.getReportingCategory()).isEqualTo("partial_capture_reversal");
        assertThat(reversal.getAmount()).isEqualTo(-3_000);
        assertThat(reversal.getFee()).isNegative();
        assertThat(eventTypes()).contains("payment_intent.amount_capturable_updated", "charge.captured");
    }

    @Test
    void refunds_inParts_addUpAndStopAtTheCharge() throws Exception {
        String id = sandbox.pay(1_000, "eur", "pm_card_visa").getLatestCharge();
        settled(id);

        Refund first = refund(id, 400);

        assertThat(first.getStatus()).isEqualTo("succeeded");
        assertThat(entry(first.getBalanceTransaction()).getAmount()).isEqualTo(-400);
        assertThat(entry(first.getBalanceTransaction()).getFee()).isZero();
        assertThat(charge(id).getRefunded()).isFalse();
        refund(id, 600);
        assertThat(charge(id).getRefunded()).isTrue();
        InvalidRequestException refused = catchThrowableOfType(InvalidRequestException.class, () -> refund(id, 1));
        assertThat(refused.getCode()).isEqualTo("charge_already_refunded");
        Charge whole = sandbox.client()
                .v1()
                .charges()
                .retrieve(
                        id, ChargeRetrieveParams.builder().addExpand("refunds").build());
        assertThat(whole.getRefunds().getData()).hasSize(2);
    }

    private Refund refund(String charge, long amount) throws StripeException {
        return sandbox.client()
                .v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setCharge(charge)
                        .setAmount(amount)
                        .build());
    }

    @Test
    void refund_thatFailsLater_givesTheMoneyBack() throws Exception {
        String id = sandbox.pay(1_000, "usd", "pm_card_refundFail").getLatestCharge();
        settled(id);
        Refund refund = refund(id, 1_000);

        await().until(
                        () -> sandbox.client()
                                .v1()
                                .refunds()
                                .retrieve(refund.getId())
                                .getStatus(),
                        "failed"::equals);

        assertThat(charge(id).getAmountRefunded()).isZero();
        assertThat(charge(id).getRefunded()).isFalse();
        String failure =
                sandbox.client().v1().refunds().retrieve(refund.getId()).getFailureBalanceTransaction();
        assertThat(entry(failure).getReportingCategory()).isEqualTo("refund_failure");
        assertThat(eventTypes()).contains("refund.created", "charge.refunded", "refund.failed");
    }

    @Test
    void currencies_withOtherDecimals_keepTheirRules() throws Exception {
        BalanceTransaction yen =
                entry(settled(sandbox.pay(19_020, "jpy", "pm_card_visa").getLatestCharge())
                        .getBalanceTransaction());
        BalanceTransaction dinar =
                entry(settled(sandbox.pay(5_120, "kwd", "pm_card_visa").getLatestCharge())
                        .getBalanceTransaction());
        BalanceTransaction krona =
                entry(settled(sandbox.pay(50_000, "isk", "pm_card_visa").getLatestCharge())
                        .getBalanceTransaction());

        assertThat(yen.getCurrency()).isEqualTo("jpy");
        assertThat(yen.getFee()).isEqualTo(582);
        assertThat(dinar.getFee() % 10).isZero();
        assertThat(krona.getCurrency()).isEqualTo("usd");
        assertThat(krona.getAmount()).isEqualTo(365);
        assertThat(krona.getExchangeRate()).isEqualByComparingTo("0.0073");
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> sandbox.pay(5_121, "kwd", "pm_card_visa"))
                        .getParam())
                .isEqualTo("amount");
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> sandbox.pay(10, "usd", "pm_card_visa"))
                        .getCode())
                .isEqualTo("amount_too_small");
    }

    @Test
    void intent_confirmedLater_andCancelledIntent_followTheStates() throws Exception {
        var intents = sandbox.client().v1().paymentIntents();
        PaymentIntent open = intents.create(StripeSandbox.intent(900, "usd", "pm_card_visa")
                .setConfirm(false)
                .build());
        assertThat(open.getStatus()).isEqualTo("requires_confirmation");
        assertThat(intents.confirm(open.getId()).getStatus()).isEqualTo("succeeded");
        InvalidRequestException again =
                catchThrowableOfType(InvalidRequestException.class, () -> intents.cancel(open.getId()));
        assertThat(again.getCode()).isEqualTo("payment_intent_unexpected_state");

        PaymentIntent other = intents.create(StripeSandbox.intent(900, "usd", "pm_card_visa")
                .setConfirm(false)
                .build());
        assertThat(intents.cancel(other.getId()).getStatus()).isEqualTo("canceled");
    }

    @Test
    void balance_afterACharge_showsPendingAndLaterAvailableMoney() throws Exception {
        settled(sandbox.pay(10_000, "usd", "pm_card_visa").getLatestCharge());
        var pending = sandbox.client().v1().balance().retrieve().getPending();
        assertThat(pending).anyMatch(fund -> fund.getCurrency().equals("usd") && fund.getAmount() == 9_680);

        sandbox.plain().post("/_sandbox/clock", "{\"advance\":\"P3D\"}");

        var available = sandbox.client().v1().balance().retrieve().getAvailable();
        assertThat(available).anyMatch(fund -> fund.getCurrency().equals("usd") && fund.getAmount() == 9_680);
    }

    @Test
    void createdIntent_withTheSameKeyAfterALostAnswer_isMadeOnce() throws Exception {
        // The JDK's own HTTP client silently repeats a POST once when the connection is cut.
        sandbox.fault("POST /v1/payment_intents", "answer-lost");
        sandbox.fault("POST /v1/payment_intents", "answer-lost");
        RequestOptions key =
                RequestOptions.builder().setIdempotencyKey("payment-1").build();
        var params = StripeSandbox.intent(700, "usd", "pm_card_visa").build();
        var intents = sandbox.client().v1().paymentIntents();
        assertThat(catchThrowableOfType(StripeException.class, () -> intents.create(params, key)))
                .isNotNull();

        PaymentIntent made = intents.create(params, key);

        assertThat(made.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .contains("true");
        assertThat(sandbox.plain().table("payment_intents")).hasSize(1);
    }
}
