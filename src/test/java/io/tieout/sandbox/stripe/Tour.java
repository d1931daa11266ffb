package io.tieout.sandbox.stripe;

import static org.awaitility.Awaitility.await;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.ChargeCaptureParams;
import com.stripe.param.ChargeListParams;
import com.stripe.param.ChargeRetrieveParams;
import com.stripe.param.ChargeUpdateParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerListParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.DisputeUpdateParams;
import com.stripe.param.EventListParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.PaymentMethodCreateParams;
import com.stripe.param.PaymentMethodListParams;
import com.stripe.param.PaymentMethodUpdateParams;
import com.stripe.param.PayoutCreateParams;
import com.stripe.param.PayoutListParams;
import com.stripe.param.PayoutUpdateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.RefundUpdateParams;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.param.WebhookEndpointUpdateParams;
import com.stripe.param.radar.EarlyFraudWarningListParams;
import com.stripe.service.V1Services;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.stripe.book.TestMethod;
import io.tieout.sandbox.stripe.book.TestMethods;
import java.io.IOException;

/** Calls every operation of the sandbox through the official client, and brings about every event it can send. */
final class Tour {

    private final StripeSandbox sandbox;
    private final StripeClient client;
    private final String hook;

    Tour(StripeSandbox sandbox, StripeClient client, String hook) {
        this.sandbox = sandbox;
        this.client = client;
        this.hook = hook;
    }

    private V1Services v1() {
        return client.v1();
    }

    void run() throws StripeException, IOException {
        String endpoint = endpoint();
        customers();
        cards();
        charges();
        new IntentTour(v1()).run();
        refunds();
        disputes();
        fraudWarnings();
        new InvoiceTour(v1()).run();
        payouts();
        reads();
        v1().webhookEndpoints()
                .update(
                        endpoint,
                        WebhookEndpointUpdateParams.builder()
                                .setDescription("a tour")
                                .putMetadata("who", "me")
                                .build());
        v1().webhookEndpoints().retrieve(endpoint);
        v1().webhookEndpoints().list();
    }

    /** Takes leave of the endpoint; its deletion ends the deliveries. */
    void end() throws StripeException {
        v1().webhookEndpoints()
                .delete(v1().webhookEndpoints().list().getData().get(0).getId());
    }

    private String endpoint() throws StripeException {
        return v1().webhookEndpoints()
                .create(WebhookEndpointCreateParams.builder()
                        .setUrl(hook)
                        .addEnabledEvent(WebhookEndpointCreateParams.EnabledEvent.ALL)
                        .setApiVersion(WebhookEndpointCreateParams.ApiVersion.VERSION_2026_07_29_DAHLIA)
                        .build())
                .getId();
    }

    private void customers() throws StripeException {
        String id = v1().customers()
                .create(CustomerCreateParams.builder()
                        .setName("Dora")
                        .setEmail("dora@dora.example")
                        .setPhone("+15550100")
                        .setAddress(CustomerCreateParams.Address.builder()
                                .setLine1("1 Main Street")
                                .setCountry("US")
                                .build())
                        .setShipping(CustomerCreateParams.Shipping.builder()
                                .setName("Dora")
                                .setAddress(CustomerCreateParams.Shipping.Address.builder()
                                        .setCity("Reykjavik")
                                        .build())
                                .build())
                        .putMetadata("erp", "4711")
                        .build())
                .getId();
        String card = v1().paymentMethods()
                .attach(
                        "pm_card_visa",
                        PaymentMethodAttachParams.builder().setCustomer(id).build())
                .getId();
        v1().customers()
                .update(
                        id,
                        CustomerUpdateParams.builder()
                                .setInvoiceSettings(CustomerUpdateParams.InvoiceSettings.builder()
                                        .setDefaultPaymentMethod(card)
                                        .build())
                                .build());
        v1().customers().retrieve(id);
        v1().customers()
                .list(CustomerListParams.builder().setEmail("dora@dora.example").build());
        v1().paymentMethods().retrieve(card);
        v1().customers().paymentMethods().list(id);
        v1().paymentMethods().detach(card);
        v1().customers().delete(id);
        v1().customers().retrieve(id);
    }

    /** Every published test card, and an own card made of a token. */
    private void cards() throws StripeException {
        for (TestMethod method : TestMethods.all()) {
            try {
                sandbox.pay(700, "usd", method.id());
            } catch (CardException declined) {
                v1().charges().retrieve(declined.getCharge());
            }
        }
        String own = v1().paymentMethods()
                .create(PaymentMethodCreateParams.builder()
                        .setType(PaymentMethodCreateParams.Type.CARD)
                        .setCard(PaymentMethodCreateParams.Token.builder()
                                .setToken("tok_mastercard")
                                .build())
                        .build())
                .getId();
        v1().paymentMethods()
                .update(
                        own,
                        PaymentMethodUpdateParams.builder()
                                .setBillingDetails(PaymentMethodUpdateParams.BillingDetails.builder()
                                        .setName("Dora")
                                        .build())
                                .build());
        v1().paymentMethods()
                .list(PaymentMethodListParams.builder()
                        .setType(PaymentMethodListParams.Type.CARD)
                        .build());
    }

    private void fraudWarnings() throws StripeException {
        String charge =
                sandbox.pay(4_000, "usd", "pm_card_createIssuerFraudRecord").getLatestCharge();
        String warning = await().until(
                        () -> v1().radar()
                                .earlyFraudWarnings()
                                .list(EarlyFraudWarningListParams.builder()
                                        .setCharge(charge)
                                        .addExpand("data.charge")
                                        .build())
                                .getData(),
                        found -> !found.isEmpty())
                .get(0)
                .getId();
        v1().refunds().create(RefundCreateParams.builder().setCharge(charge).build());
        v1().radar().earlyFraudWarnings().retrieve(warning);
    }

    private void charges() throws StripeException {
        PaymentIntent paid = v1().paymentIntents()
                .create(StripeSandbox.intent(5_000, "usd", "pm_card_visa")
                        .setDescription("Order 1")
                        .setReceiptEmail("dora@dora.example")
                        .putMetadata("invoice_number", "INV-1")
                        .build());
        String id = settled(paid);
        v1().paymentIntents()
                .create(StripeSandbox.intent(5_000, "gbp", "pm_card_mastercard").build());
        v1().charges()
                .update(
                        id,
                        ChargeUpdateParams.builder()
                                .setDescription("Order 2")
                                .setFraudDetails(ChargeUpdateParams.FraudDetails.builder()
                                        .setUserReport(ChargeUpdateParams.FraudDetails.UserReport.SAFE)
                                        .build())
                                .setShipping(ChargeUpdateParams.Shipping.builder()
                                        .setName("Dora")
                                        .setAddress(ChargeUpdateParams.Shipping.Address.builder()
                                                .setLine1("1 Main Street")
                                                .build())
                                        .build())
                                .build());
        v1().charges()
                .list(ChargeListParams.builder()
                        .setPaymentIntent(paid.getId())
                        .addExpand("data.balance_transaction")
                        .build());
        v1().charges()
                .retrieve(
                        id,
                        ChargeRetrieveParams.builder()
                                .addExpand("customer")
                                .addExpand("payment_intent.latest_charge")
                                .addExpand("balance_transaction.source")
                                .addExpand("refunds")
                                .build());
        PaymentIntent held = v1().paymentIntents()
                .create(StripeSandbox.intent(5_000, "usd", "pm_card_visa")
                        .setCaptureMethod(CaptureMethod.MANUAL)
                        .build());
        v1().charges()
                .capture(
                        held.getLatestCharge(),
                        ChargeCaptureParams.builder().setAmount(4_000L).build());
    }

    private String settled(PaymentIntent intent) {
        String id = intent.getLatestCharge();
        await().until(() -> v1().charges().retrieve(id).getBalanceTransaction() != null);
        return id;
    }

    private void refunds() throws StripeException {
        for (String card : new String[] {"pm_card_visa", "pm_card_pendingRefund", "pm_card_refundFail"}) {
            String charge = settled(sandbox.pay(1_000, "eur", card));
            String refund = v1().refunds()
                    .create(RefundCreateParams.builder()
                            .setCharge(charge)
                            .setAmount(400L)
                            .setReason(RefundCreateParams.Reason.REQUESTED_BY_CUSTOMER)
                            .putMetadata("erp_credit", "CM-88")
                            .build())
                    .getId();
            v1().refunds()
                    .update(
                            refund,
                            RefundUpdateParams.builder().putMetadata("a", "b").build());
            String wanted = card.endsWith("Fail") ? "failed" : "succeeded";
            await().until(() -> v1().refunds().retrieve(refund).getStatus(), wanted::equals);
            v1().refunds()
                    .list(RefundListParams.builder()
                            .setCharge(charge)
                            .addExpand("data.balance_transaction")
                            .build());
        }
    }

    private void disputes() throws StripeException {
        for (String words : new String[] {"winning_evidence", "losing_evidence", ""}) {
            String dispute = disputed("pm_card_createDispute");
            if (words.isEmpty()) {
                v1().disputes().close(dispute);
            } else {
                answered(dispute, words);
                await().until(
                                () -> v1().disputes().retrieve(dispute).getStatus(),
                                status -> !status.equals("under_review"));
            }
        }
        String inquiry = disputed("pm_card_createDisputeInquiry");
        answered(inquiry, "winning_evidence");
        await().until(() -> v1().disputes().retrieve(inquiry).getStatus(), "warning_closed"::equals);
    }

    private String disputed(String card) throws StripeException {
        String charge = sandbox.pay(4_000, "usd", card).getLatestCharge();
        return await().until(
                        () -> v1().disputes()
                                .list(DisputeListParams.builder()
                                        .setCharge(charge)
                                        .addExpand("data.charge")
                                        .build())
                                .getData(),
                        found -> !found.isEmpty())
                .get(0)
                .getId();
    }

    private void answered(String dispute, String words) throws StripeException {
        v1().disputes()
                .update(
                        dispute,
                        DisputeUpdateParams.builder()
                                .setEvidence(DisputeUpdateParams.Evidence.builder()
                                        .setUncategorizedText(words)
                                        .setCustomerName("Dora")
                                        .build())
                                .build());
    }

    private void payouts() throws StripeException, IOException {
        v1().paymentIntents()
                .create(StripeSandbox.intent(90_000, "usd", "pm_card_bypassPending")
                        .build());
        settled(v1().paymentIntents()
                .create(StripeSandbox.intent(90_000, "usd", "pm_card_bypassPending")
                        .build()));
        PayoutCreateParams manual = PayoutCreateParams.builder()
                .setAmount(1_000L)
                .setCurrency("usd")
                .setDescription("by hand")
                .build();
        String sent = v1().payouts().create(manual).getId();
        v1().payouts()
                .update(sent, PayoutUpdateParams.builder().putMetadata("a", "b").build());
        sandbox.settings("{\"balanceTransactionDelay\":\"PT20S\"}");
        v1().payouts().cancel(v1().payouts().create(manual).getId());
        sandbox.settings("{\"balanceTransactionDelay\":\"PT0.1S\"}");
        String automatic = SandboxJson.MAPPER
                .readTree(sandbox.plain()
                        .post("/_sandbox/payouts", "{\"currency\":\"usd\"}")
                        .body())
                .path("id")
                .asText();
        await().until(() -> v1().payouts().retrieve(automatic).getReconciliationStatus(), "completed"::equals);
        v1().balanceTransactions()
                .list(BalanceTransactionListParams.builder()
                        .setPayout(automatic)
                        .addExpand("data.source")
                        .build());
        sandbox.plain().post("/_sandbox/clock", "{\"advance\":\"P3D\"}");
        await().until(() -> v1().payouts().retrieve(sent).getStatus(), "paid"::equals);
        sandbox.plain().post("/_sandbox/payouts/fail", "{\"payout\":\"" + sent + "\"}");
        v1().payouts().retrieve(sent);
        v1().payouts().list(PayoutListParams.builder().setStatus("paid").build());
    }

    private void reads() throws StripeException {
        v1().accounts().retrieveCurrent();
        v1().balance().retrieve();
        String entry = v1().balanceTransactions()
                .list(BalanceTransactionListParams.builder().setType("charge").build())
                .getData()
                .get(0)
                .getId();
        v1().balanceTransactions().retrieve(entry);
        var events = v1().events().list(EventListParams.builder().setLimit(100L).build());
        events.autoPagingIterable().forEach(event -> event.getType());
        v1().events().retrieve(events.getData().get(0).getId());
        v1().events()
                .list(EventListParams.builder()
                        .setType("charge.*")
                        .setDeliverySuccess(true)
                        .build());
    }
}
