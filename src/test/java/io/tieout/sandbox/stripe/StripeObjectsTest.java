package io.tieout.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.model.Payout;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.DisputeUpdateParams;
import com.stripe.param.EventListParams;
import com.stripe.param.InvoiceCreateParams;
import com.stripe.param.InvoiceItemCreateParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PayoutCreateParams;
import com.stripe.param.RefundCreateParams;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StripeObjectsTest {

    private StripeSandbox sandbox;
    private StripeClient client;

    @BeforeEach
    void start() {
        sandbox = StripeSandbox.start();
        client = sandbox.client();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Dispute disputeOf(String charge) {
        return await().until(
                        () -> client.v1()
                                .disputes()
                                .list(DisputeListParams.builder()
                                        .setCharge(charge)
                                        .build())
                                .getData(),
                        disputes -> !disputes.isEmpty())
                .get(0);
    }

    private List<String> events(String pattern) throws StripeException {
        return client
                .v1()
                .events()
                .list(EventListParams.builder().setType(pattern).setLimit(100L).build())
                .getData()
                .stream()
                .map(Event::getType)
                .toList();
    }

    private Dispute answered(Dispute dispute, String words) throws StripeException {
        return client.v1()
                .disputes()
                .update(
                        dispute.getId(),
                        DisputeUpdateParams.builder()
                                .setEvidence(DisputeUpdateParams.Evidence.builder()
                                        .setUncategorizedText(words)
                                        .build())
                                .build());
    }

    @Test
    void dispute_won_takesAndReturnsTheMoney() throws Exception {
        String charge = sandbox.pay(4_000, "usd", "pm_card_createDispute").getLatestCharge();
        Dispute open = disputeOf(charge);
        assertThat(open.getStatus()).isEqualTo("needs_response");
        BalanceTransaction taken = open.getBalanceTransactions().get(0);
        assertThat(taken.getAmount()).isEqualTo(-4_000);
        assertThat(taken.getFee()).isEqualTo(1_500);
        assertThat(taken.getReportingCategory()).isEqualTo("dispute");
        assertThat(client.v1().charges().retrieve(charge).getDisputed()).isTrue();
        InvalidRequestException refund = catchThrowableOfType(
                InvalidRequestException.class,
                () -> client.v1()
                        .refunds()
                        .create(RefundCreateParams.builder().setCharge(charge).build()));
        assertThat(refund.getCode()).isEqualTo("charge_disputed");

        assertThat(answered(open, "winning_evidence").getStatus()).isEqualTo("under_review");

        Dispute won = await().until(
                        () -> client.v1().disputes().retrieve(open.getId()),
                        dispute -> "won".equals(dispute.getStatus()));
        assertThat(won.getBalanceTransactions()).hasSize(2);
        assertThat(won.getBalanceTransactions().get(1).getReportingCategory()).isEqualTo("dispute_reversal");
        assertThat(events("charge.dispute.*"))
                .containsExactlyInAnyOrder(
                        "charge.dispute.created",
                        "charge.dispute.funds_withdrawn",
                        "charge.dispute.updated",
                        "charge.dispute.closed",
                        "charge.dispute.funds_reinstated");
    }

    @Test
    void dispute_closedOrInquiry_endsWithoutMoneyBack() throws Exception {
        Dispute chargeback =
                disputeOf(sandbox.pay(4_000, "eur", "pm_card_createDispute").getLatestCharge());
        assertThat(chargeback.getBalanceTransactions().get(0).getFee()).isEqualTo(2_000);
        assertThat(client.v1().disputes().close(chargeback.getId()).getStatus()).isEqualTo("lost");

        Dispute inquiry = disputeOf(
                sandbox.pay(4_000, "usd", "pm_card_createDisputeInquiry").getLatestCharge());
        assertThat(inquiry.getStatus()).isEqualTo("warning_needs_response");
        assertThat(inquiry.getBalanceTransactions()).isEmpty();
        assertThat(inquiry.getIsChargeRefundable()).isTrue();
        assertThat(answered(inquiry, "winning_evidence").getStatus()).isEqualTo("warning_under_review");
        await().until(() -> client.v1().disputes().retrieve(inquiry.getId()).getStatus(), "warning_closed"::equals);
    }

    private Invoice draft() throws StripeException {
        Invoice draft = client.v1()
                .invoices()
                .create(InvoiceCreateParams.builder()
                        .setCustomer("cus_acme0001")
                        .putMetadata("erp", "1")
                        .build());
        client.v1()
                .invoiceItems()
                .create(InvoiceItemCreateParams.builder()
                        .setCustomer("cus_acme0001")
                        .setInvoice(draft.getId())
                        .setAmount(2_500L)
                        .setCurrency("usd")
                        .setDescription("Freight")
                        .build());
        return draft;
    }

    @Test
    void invoice_paidByCard_linksIntentAndInvoice() throws Exception {
        Invoice open = client.v1().invoices().finalizeInvoice(draft().getId());
        assertThat(open.getStatus()).isEqualTo("open");
        assertThat(open.getNumber()).startsWith("ACME-");
        assertThat(open.getLines().getData()).hasSize(1);

        Invoice paid = client.v1()
                .invoices()
                .pay(
                        open.getId(),
                        InvoicePayParams.builder()
                                .setPaymentMethod("pm_card_visa")
                                .build());

        assertThat(paid.getStatus()).isEqualTo("paid");
        assertThat(paid.getAmountRemaining()).isZero();
        String intent = client.v1().paymentIntents().list().getData().get(0).getId();
        InvoicePayment payment = client.v1()
                .invoicePayments()
                .list(InvoicePaymentListParams.builder()
                        .setPayment(InvoicePaymentListParams.Payment.builder()
                                .setType(InvoicePaymentListParams.Payment.Type.PAYMENT_INTENT)
                                .setPaymentIntent(intent)
                                .build())
                        .build())
                .getData()
                .get(0);
        assertThat(payment.getInvoice()).isEqualTo(open.getId());
        assertThat(payment.getStatus()).isEqualTo("paid");
        assertThat(events("invoice*.*")).isEmpty();
        assertThat(events("invoice.*"))
                .contains("invoice.created", "invoice.finalized", "invoice.paid", "invoice.payment_succeeded");
    }

    @Test
    void invoice_paidOutOfBandVoidedOrWrittenOff_movesNoMoney() throws Exception {
        var invoices = client.v1().invoices();
        Invoice paid = invoices.pay(
                draft().getId(),
                InvoicePayParams.builder().setPaidOutOfBand(true).build());
        assertThat(paid.getStatus()).isEqualTo("paid");
        assertThat(sandbox.plain().table("charges")).isEmpty();
        Invoice other = invoices.sendInvoice(draft().getId());
        assertThat(other.getStatus()).isEqualTo("open");
        assertThat(invoices.markUncollectible(other.getId()).getStatus()).isEqualTo("uncollectible");
        assertThat(invoices.voidInvoice(other.getId()).getStatus()).isEqualTo("void");
        InvalidRequestException refused =
                catchThrowableOfType(InvalidRequestException.class, () -> invoices.finalizeInvoice(other.getId()));
        assertThat(refused.getCode()).isEqualTo("invoice_not_editable");
    }

    @Test
    void payout_automatic_isItemisedAndSumsUp() throws Exception {
        String charge = sandbox.pay(10_000, "usd", "pm_card_visa").getLatestCharge();
        await().until(() -> client.v1().charges().retrieve(charge).getBalanceTransaction() != null);
        String id = io.tieout.sandbox.SandboxJson.MAPPER
                .readTree(sandbox.plain()
                        .post("/_sandbox/payouts", "{\"currency\":\"usd\"}")
                        .body())
                .path("id")
                .asText();
        Payout payout = await().until(
                        () -> client.v1().payouts().retrieve(id),
                        seen -> "completed".equals(seen.getReconciliationStatus()));

        List<BalanceTransaction> items = client.v1()
                .balanceTransactions()
                .list(BalanceTransactionListParams.builder().setPayout(id).build())
                .getData();

        assertThat(items).hasSize(2);
        assertThat(items.stream()
                        .filter(item -> !item.getType().equals("payout"))
                        .mapToLong(BalanceTransaction::getNet)
                        .sum())
                .isEqualTo(payout.getAmount())
                .isEqualTo(9_680);
        sandbox.plain().post("/_sandbox/clock", "{\"advance\":\"P3D\"}");
        await().until(() -> client.v1().payouts().retrieve(id).getStatus(), "paid"::equals);
    }

    @Test
    void payout_returnedByTheBank_failsAfterItCountedAsPaid() throws Exception {
        sandbox.pay(10_000, "usd", "pm_card_bypassPending");
        await().until(() -> client.v1().balance().retrieve().getAvailable().stream()
                .anyMatch(fund -> fund.getCurrency().equals("usd") && fund.getAmount() > 1_000));
        String id = client.v1()
                .payouts()
                .create(PayoutCreateParams.builder()
                        .setAmount(1_000L)
                        .setCurrency("usd")
                        .build())
                .getId();
        await().until(() -> client.v1().payouts().retrieve(id).getStatus(), "in_transit"::equals);
        sandbox.plain().post("/_sandbox/clock", "{\"advance\":\"P3D\"}");
        await().until(() -> client.v1().payouts().retrieve(id).getStatus(), "paid"::equals);

        String failure = "{\"payout\":\"" + id + "\",\"code\":\"no_account\"}";
        assertThat(sandbox.plain().post("/_sandbox/payouts/fail", failure).statusCode())
                .isEqualTo(200);

        Payout failed = client.v1().payouts().retrieve(id);
        assertThat(failed.getStatus()).isEqualTo("failed");
        assertThat(failed.getFailureCode()).isEqualTo("no_account");
        BalanceTransaction back = client.v1().balanceTransactions().retrieve(failed.getFailureBalanceTransaction());
        assertThat(back.getAmount()).isEqualTo(1_000);
        assertThat(back.getType()).isEqualTo("payout_failure");
        assertThat(back.getReportingCategory()).isEqualTo("payout_reversal");
        assertThat(back.getSource()).isEqualTo(id);
        assertThat(events("payout.*"))
                .containsExactly("payout.failed", "payout.paid", "payout.updated", "payout.created");
        assertThat(sandbox.plain().post("/_sandbox/payouts/fail", failure).statusCode())
                .isEqualTo(400);
    }

    @Test
    void payout_beyondTheAvailableBalance_isRefused() {
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class,
                () -> client.v1()
                        .payouts()
                        .create(PayoutCreateParams.builder()
                                .setAmount(100L)
                                .setCurrency("usd")
                                .build()));
        assertThat(refused.getCode()).isEqualTo("balance_insufficient");
    }

    @Test
    void list_pagedDownwards_showsEachObjectOnceNewestFirst() throws Exception {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            made.add(0, sandbox.pay(1_000 + i, "usd", "pm_card_visa").getId());
        }
        var intents = client.v1().paymentIntents();

        List<String> seen = new ArrayList<>();
        intents.list(PaymentIntentListParams.builder().setLimit(5L).build())
                .autoPagingIterable()
                .forEach(intent -> seen.add(intent.getId()));

        assertThat(seen).isEqualTo(made);
        var up = intents.list(PaymentIntentListParams.builder()
                .setEndingBefore(made.get(10))
                .setLimit(4L)
                .build());
        assertThat(up.getData()).extracting(intent -> intent.getId()).isEqualTo(made.subList(6, 10));
        assertThat(up.getHasMore()).isTrue();
        var byCustomer = intents.list(PaymentIntentListParams.builder()
                .setCustomer("cus_acme0001")
                .setStartingAfter(made.get(19))
                .build());
        assertThat(byCustomer.getData()).extracting(intent -> intent.getId()).isEqualTo(made.subList(20, 23));
        assertThat(byCustomer.getHasMore()).isFalse();
        long newest = intents.retrieve(made.get(0)).getCreated();
        assertThat(intents.list(PaymentIntentListParams.builder()
                                .setCreated(PaymentIntentListParams.Created.builder()
                                        .setGt(newest)
                                        .build())
                                .build())
                        .getData())
                .isEmpty();
        assertThat(catchThrowableOfType(
                                InvalidRequestException.class,
                                () -> intents.list(PaymentIntentListParams.builder()
                                        .setLimit(101L)
                                        .build()))
                        .getParam())
                .isEqualTo("limit");
    }
}
