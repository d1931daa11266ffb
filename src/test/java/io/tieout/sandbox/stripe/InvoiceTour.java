package io.tieout.sandbox.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.param.InvoiceCreateParams;
import com.stripe.param.InvoiceItemCreateParams;
import com.stripe.param.InvoiceItemListParams;
import com.stripe.param.InvoiceItemUpdateParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.InvoiceUpdateParams;
import com.stripe.service.V1Services;

/** The part of the tour that goes through invoices, their items, lines and payments. */
final class InvoiceTour {

    private static final String CUSTOMER = "cus_acme0002";

    private final V1Services v1;

    InvoiceTour(V1Services v1) {
        this.v1 = v1;
    }

    void run() throws StripeException {
        items();
        paid();
        v1.invoices()
                .pay(draft(), InvoicePayParams.builder().setPaidOutOfBand(true).build());
        declined();
        String lost = v1.invoices().sendInvoice(draft()).getId();
        v1.invoices().markUncollectible(lost);
        v1.invoices().voidInvoice(lost);
        v1.invoices().delete(draft());
        v1.invoices()
                .finalizeInvoice(v1.invoices()
                        .create(InvoiceCreateParams.builder()
                                .setCustomer(CUSTOMER)
                                .build())
                        .getId());
    }

    private void items() throws StripeException {
        String item = v1.invoiceItems()
                .create(InvoiceItemCreateParams.builder()
                        .setCustomer(CUSTOMER)
                        .setAmount(700L)
                        .setCurrency("usd")
                        .build())
                .getId();
        v1.invoiceItems().retrieve(item);
        v1.invoiceItems().list(InvoiceItemListParams.builder().setPending(true).build());
        v1.invoiceItems()
                .update(
                        item,
                        InvoiceItemUpdateParams.builder()
                                .setAmount(800L)
                                .setDescription("Freight")
                                .build());
        v1.invoiceItems().delete(item);
    }

    private void paid() throws StripeException {
        String id = draft();
        v1.invoices()
                .update(
                        id,
                        InvoiceUpdateParams.builder()
                                .setDescription("Freight")
                                .putMetadata("erp", "1")
                                .build());
        v1.invoices().finalizeInvoice(id);
        Invoice paid = v1.invoices()
                .pay(
                        id,
                        InvoicePayParams.builder()
                                .setPaymentMethod("pm_card_visa")
                                .build());
        v1.invoices().lineItems().list(paid.getId());
        v1.invoices()
                .retrieve(
                        id,
                        InvoiceRetrieveParams.builder()
                                .addExpand("payments.data.payment.payment_intent")
                                .build());
        v1.invoices().list(InvoiceListParams.builder().setCustomer(CUSTOMER).build());
        InvoicePayment payment = v1.invoicePayments()
                .list(InvoicePaymentListParams.builder().setInvoice(id).build())
                .getData()
                .get(0);
        v1.invoicePayments().retrieve(payment.getId());
        v1.invoicePayments()
                .list(InvoicePaymentListParams.builder()
                        .setPayment(InvoicePaymentListParams.Payment.builder()
                                .setType(InvoicePaymentListParams.Payment.Type.PAYMENT_INTENT)
                                .setPaymentIntent(payment.getPayment().getPaymentIntent())
                                .build())
                        .addExpand("data.invoice")
                        .build());
    }

    private void declined() throws StripeException {
        String id = v1.invoices().finalizeInvoice(draft()).getId();
        try {
            v1.invoices()
                    .pay(
                            id,
                            InvoicePayParams.builder()
                                    .setPaymentMethod("pm_card_chargeDeclinedInsufficientFunds")
                                    .build());
        } catch (CardException expected) {
            v1.invoices().retrieve(id);
        }
    }

    private String draft() throws StripeException {
        String id = v1.invoices()
                .create(InvoiceCreateParams.builder()
                        .setCustomer(CUSTOMER)
                        .setCollectionMethod(InvoiceCreateParams.CollectionMethod.SEND_INVOICE)
                        .setDaysUntilDue(30L)
                        .build())
                .getId();
        v1.invoiceItems()
                .create(InvoiceItemCreateParams.builder()
                        .setCustomer(CUSTOMER)
                        .setInvoice(id)
                        .setAmount(2_500L)
                        .setCurrency("usd")
                        .setDescription("Freight")
                        .build());
        return id;
    }
}
