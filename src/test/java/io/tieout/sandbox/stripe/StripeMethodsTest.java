package io.tieout.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.DisputeListParams;
import com.stripe.param.DisputeUpdateParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.RefundCreateParams;
import io.tieout.sandbox.stripe.book.TestMethod;
import io.tieout.sandbox.stripe.book.TestMethods;
import io.tieout.sandbox.stripe.contract.Recorder;
import io.tieout.sandbox.stripe.contract.StripeContract;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stripe's published test payment methods do in the sandbox what Stripe says of them, in Stripe's own shapes. */
class StripeMethodsTest {

    private static final StripeContract CONTRACT = StripeContract.load();

    private StripeSandbox sandbox;
    private Recorder recorder;
    private StripeClient client;

    @BeforeEach
    void start() {
        sandbox = StripeSandbox.start();
        recorder = new Recorder(sandbox.url());
        client = StripeSandbox.client(recorder.url(), "sk_test_acme");
    }

    @AfterEach
    void stop() {
        try {
            assertThat(CONTRACT.problems(recorder.exchanges(), List.of())).isEmpty();
        } finally {
            recorder.close();
            sandbox.close();
        }
    }

    private PaymentIntent pay(String method) throws StripeException {
        return client.v1()
                .paymentIntents()
                .create(StripeSandbox.intent(4_000, "usd", method).build());
    }

    private PaymentIntent intent(String id) throws StripeException {
        return client.v1().paymentIntents().retrieve(id);
    }

    private Charge charge(PaymentIntent intent) throws StripeException {
        return client.v1().charges().retrieve(intent.getLatestCharge());
    }

    private PaymentIntent authenticated(PaymentIntent intent, String outcome) throws StripeException, IOException {
        String body = "{\"payment_intent\":\"" + intent.getId() + "\",\"outcome\":\"" + outcome + "\"}";
        assertThat(sandbox.plain().post("/_sandbox/authenticate", body).statusCode())
                .isEqualTo(200);
        return intent(intent.getId());
    }

    @Test
    void everyMethod_charged_endsAsItIsPublished() throws Exception {
        Map<String, String> ends =
                Map.of("us_bank_account", "processing", "challenge", "requires_action", "card", "succeeded");
        for (TestMethod method : TestMethods.all()) {
            boolean challenge = method.traits().contains("challenge");
            if (method.fate() == TestMethod.Fate.DECLINED && !challenge && !method.bank()) {
                CardException declined = catchThrowableOfType(CardException.class, () -> pay(method.id()));
                assertThat(declined.getDeclineCode()).as(method.id()).isEqualTo(method.reason());
            } else {
                assertThat(pay(method.id()).getStatus())
                        .as(method.id())
                        .isEqualTo(ends.get(challenge ? "challenge" : method.type()));
            }
        }
        assertThat(TestMethods.all()).hasSizeGreaterThan(120);
    }

    @Test
    void cards_byCountryRiskAndChecks_showThem() throws Exception {
        var details = charge(pay("pm_card_gb_debit")).getPaymentMethodDetails().getCard();
        assertThat(details.getCountry()).isEqualTo("GB");
        assertThat(details.getFunding()).isEqualTo("debit");
        assertThat(charge(pay("pm_card_riskLevelElevated")).getOutcome().getRiskLevel())
                .isEqualTo("elevated");
        var checks = charge(pay("pm_card_avsZipFail"))
                .getPaymentMethodDetails()
                .getCard()
                .getChecks();
        assertThat(checks.getAddressPostalCodeCheck()).isEqualTo("fail");
        assertThat(checks.getCvcCheck()).isEqualTo("pass");
        CardException blocked = catchThrowableOfType(CardException.class, () -> pay("pm_card_riskLevelHighest"));
        assertThat(client.v1()
                        .charges()
                        .retrieve(blocked.getCharge())
                        .getOutcome()
                        .getType())
                .isEqualTo("blocked");
    }

    @Test
    void declinedCard_attached_isRefusedUnlessItFailsLater() throws Exception {
        var customer =
                PaymentMethodAttachParams.builder().setCustomer("cus_acme0001").build();
        CardException refused = catchThrowableOfType(
                CardException.class,
                () -> client.v1().paymentMethods().attach("pm_card_visa_chargeDeclinedLostCard", customer));
        assertThat(refused.getDeclineCode()).isEqualTo("lost_card");

        String kept = client.v1()
                .paymentMethods()
                .attach("pm_card_chargeCustomerFail", customer)
                .getId();

        assertThat(catchThrowableOfType(CardException.class, () -> pay(kept)).getCode())
                .isEqualTo("card_declined");
    }

    @Test
    void authentication_neededAndGiven_chargesTheCard() throws Exception {
        PaymentIntent waiting = client.v1()
                .paymentIntents()
                .create(StripeSandbox.intent(4_000, "eur", "pm_card_authenticationRequired")
                        .setReturnUrl("https://shop.example/back")
                        .build());
        assertThat(waiting.getStatus()).isEqualTo("requires_action");
        assertThat(waiting.getNextAction().getRedirectToUrl().getReturnUrl()).isEqualTo("https://shop.example/back");
        assertThat(waiting.getLatestCharge()).isNull();

        PaymentIntent paid = authenticated(waiting, "succeed");

        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getNextAction()).isNull();
        assertThat(charge(paid).getPaid()).isTrue();
    }

    @Test
    void authentication_failedOrDeclinedAfterwards_leavesTheIntentUnpaid() throws Exception {
        PaymentIntent failed = authenticated(pay("pm_card_threeDSecure2Required"), "fail");
        assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
        assertThat(failed.getLastPaymentError().getCode()).isEqualTo("payment_intent_authentication_failure");
        assertThat(failed.getLatestCharge()).isNull();

        PaymentIntent declined =
                authenticated(pay("pm_card_authenticationRequiredChargeDeclinedInsufficientFunds"), "succeed");

        assertThat(declined.getLastPaymentError().getDeclineCode()).isEqualTo("insufficient_funds");
        assertThat(charge(declined).getStatus()).isEqualTo("failed");
    }

    @Test
    void authentication_whileThePayerIsAway_declinesUnlessSetUp() throws Exception {
        CardException refused = catchThrowableOfType(CardException.class, () -> away("pm_card_authenticationRequired"));
        assertThat(refused.getCode()).isEqualTo("authentication_required");

        assertThat(away("pm_card_authenticationRequiredSetupForOffSession").getStatus())
                .isEqualTo("succeeded");
    }

    private PaymentIntent away(String method) throws StripeException {
        return client.v1()
                .paymentIntents()
                .create(StripeSandbox.intent(4_000, "usd", method)
                        .setOffSession(true)
                        .build());
    }

    private PaymentIntent debit(String method) throws StripeException {
        return client.v1()
                .paymentIntents()
                .create(StripeSandbox.intent(4_000, "usd", method)
                        .addPaymentMethodType("us_bank_account")
                        .build());
    }

    private PaymentIntent ended(PaymentIntent intent) {
        return await().until(
                        () -> intent(intent.getId()),
                        found -> !found.getStatus().equals("processing"));
    }

    @Test
    void bankDebit_thatSucceeds_isPendingFirstAndBookedLater() throws Exception {
        PaymentIntent processing = debit("pm_usBankAccount_success");
        assertThat(processing.getStatus()).isEqualTo("processing");
        Charge pending = charge(processing);
        assertThat(pending.getId()).startsWith("py_");
        assertThat(pending.getStatus()).isEqualTo("pending");
        assertThat(pending.getPaid()).isFalse();
        assertThat(pending.getBalanceTransaction()).isNull();

        assertThat(ended(processing).getAmountReceived()).isEqualTo(4_000);

        Charge paid = charge(processing);
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        BalanceTransaction entry = client.v1().balanceTransactions().retrieve(paid.getBalanceTransaction());
        assertThat(entry.getType()).isEqualTo("payment");
        assertThat(entry.getReportingCategory()).isEqualTo("charge");
        Refund refund = client.v1()
                .refunds()
                .create(RefundCreateParams.builder().setCharge(paid.getId()).build());
        assertThat(refund.getId()).startsWith("pyr_");
        assertThat(client.v1()
                        .balanceTransactions()
                        .retrieve(refund.getBalanceTransaction())
                        .getType())
                .isEqualTo("payment_refund");
    }

    @Test
    void bankDebit_thatTheBankRefuses_failsLater() throws Exception {
        for (String reason : List.of("accountClosed", "noAccount", "insufficientFunds", "debitNotAuthorized")) {
            PaymentIntent failed = ended(debit("pm_usBankAccount_" + reason));
            assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
            Charge charge = charge(failed);
            assertThat(charge.getStatus()).isEqualTo("failed");
            assertThat(charge.getFailureCode())
                    .isEqualTo(failed.getLastPaymentError().getCode())
                    .isEqualTo(reason.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
            assertThat(charge.getBalanceTransaction()).isNull();
        }
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class,
                () -> client.v1()
                        .paymentIntents()
                        .create(StripeSandbox.intent(4_000, "usd", "pm_usBankAccount_success")
                                .addPaymentMethodType("card")
                                .build()));
        assertThat(refused.getParam()).isEqualTo("payment_method");
    }

    private List<Dispute> disputes(PaymentIntent intent, int count) {
        return await().until(
                        () -> client.v1()
                                .disputes()
                                .list(DisputeListParams.builder()
                                        .setPaymentIntent(intent.getId())
                                        .build())
                                .getData(),
                        found -> found.size() == count);
    }

    @Test
    void bankDebit_disputed_isLostAtOnce() throws Exception {
        PaymentIntent paid = ended(debit("pm_usBankAccount_dispute"));

        Dispute dispute = disputes(paid, 1).get(0);

        assertThat(dispute.getStatus()).isEqualTo("lost");
        assertThat(dispute.getBalanceTransactions().get(0).getAmount()).isEqualTo(-4_000);
    }

    @Test
    void disputes_severalOrOfCompliance_areOpened() throws Exception {
        List<Dispute> two = disputes(pay("pm_card_createMultipleDisputes"), 2);
        assertThat(two.stream().mapToLong(Dispute::getAmount).sum()).isEqualTo(4_000);
        Dispute compliance = disputes(pay("pm_card_createComplianceDispute"), 1).get(0);
        assertThat(compliance.getPaymentMethodDetails().getCard().getCaseType()).isEqualTo("compliance");
    }

    @Test
    void inquiry_escalated_becomesAChargebackOfTheSameId() throws Exception {
        String id = disputes(pay("pm_card_createDisputeInquiry"), 1).get(0).getId();
        client.v1()
                .disputes()
                .update(
                        id,
                        DisputeUpdateParams.builder()
                                .setEvidence(DisputeUpdateParams.Evidence.builder()
                                        .setUncategorizedText("escalate_inquiry_evidence")
                                        .build())
                                .build());

        Dispute chargeback = await().until(
                        () -> client.v1().disputes().retrieve(id),
                        dispute -> dispute.getStatus().equals("needs_response"));

        assertThat(chargeback.getBalanceTransactions()).hasSize(1);
        assertThat(chargeback.getIsChargeRefundable()).isFalse();
    }

    @Test
    void intent_waitingForAuthentication_canBeCanceled() throws Exception {
        PaymentIntent waiting = client.v1()
                .paymentIntents()
                .create(PaymentIntentCreateParams.builder()
                        .setAmount(900L)
                        .setCurrency("usd")
                        .setPaymentMethod("pm_card_threeDSecureRequired")
                        .setConfirm(true)
                        .build());
        assertThat(waiting.getNextAction().getType()).isEqualTo("use_stripe_sdk");

        assertThat(client.v1().paymentIntents().cancel(waiting.getId()).getStatus())
                .isEqualTo("canceled");
    }
}
