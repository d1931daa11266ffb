package io.tieout.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.ControlPages;
import io.tieout.sandbox.SandboxAnswer;
import io.tieout.sandbox.SandboxDesk;
import io.tieout.sandbox.SandboxPage;
import io.tieout.sandbox.SandboxPage.Field;
import io.tieout.sandbox.SandboxPage.Link;
import io.tieout.sandbox.stripe.Shop.ShopInvoice;
import io.tieout.sandbox.stripe.book.Books;
import io.tieout.sandbox.stripe.book.DeliveryMode;
import io.tieout.sandbox.stripe.book.Kind;
import io.tieout.sandbox.stripe.webhook.Deliveries;
import io.tieout.sandbox.stripe.webhook.Delivery;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of the sandbox Stripe: pay an invoice, see what became of the charge, make something go wrong. */
final class StripePage {

    private static final String SHOWN = "20";

    private final SandboxDesk desk;
    private final Books books;
    private final Deliveries deliveries;
    private final Shop shop;

    StripePage(SandboxDesk desk, Parts parts) {
        this.desk = desk;
        this.books = parts.books();
        this.deliveries = parts.deliveries();
        this.shop = parts.shop();
    }

    SandboxAnswer answer() {
        SandboxPage page = new SandboxPage("Sandbox Stripe: pay this invoice").nav(links());
        page.paragraph("Acme's customers owe these invoices. A click pays one with a test card.");
        page.markup(payForm());
        faults(page);
        page.heading("Recent charges").markup(charges());
        return page.answer();
    }

    private List<Link> links() {
        List<Link> links = new ArrayList<>(ControlPages.links());
        books.settings().links().forEach(link -> links.add(new Link(link.label(), link.url())));
        return links;
    }

    private String payForm() {
        StringBuilder html = new StringBuilder("<form method=\"post\" action=\"/_sandbox/pay\">");
        select(
                html,
                "delivery",
                "Webhooks arrive",
                DeliveryMode.words(),
                books.settings().deliveryMode().word());
        select(html, "scenario", "What goes wrong", Shop.SCENARIOS, Shop.PLAIN);
        html.append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Invoices\"><table>")
                .append("<caption>Invoices</caption><thead><tr>");
        List.of("Number", "Customer", "Amount", "Paid", "Pay")
                .forEach(name -> html.append("<th scope=\"col\">").append(name).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        shop.invoices().forEach(invoice -> row(html, invoice));
        return html.append("</tbody></table></div></form>\n").toString();
    }

    private static void select(StringBuilder html, String name, String label, List<String> choices, String chosen) {
        html.append("<label>")
                .append(label)
                .append("<select name=\"")
                .append(name)
                .append("\">");
        choices.forEach(choice -> html.append(choice.equals(chosen) ? "<option selected>" : "<option>")
                .append(SandboxPage.escape(choice))
                .append("</option>"));
        html.append("</select></label>");
    }

    private void row(StringBuilder html, ShopInvoice invoice) {
        long paid = shop.paid(invoice.number());
        String number = SandboxPage.escape(invoice.number());
        html.append("<tr><th scope=\"row\">").append(number).append("</th>");
        cell(html, invoice.name());
        cell(html, money(invoice.amount(), invoice.currency()));
        cell(html, paid == 0 ? "no" : paid >= invoice.amount() ? "yes" : money(paid, invoice.currency()));
        html.append("<td><button name=\"invoice\" value=\"").append(number).append("\">Pay ");
        html.append(number).append("</button></td></tr>\n");
    }

    private static void cell(StringBuilder html, String text) {
        html.append("<td>").append(SandboxPage.escape(text)).append("</td>");
    }

    private static String money(long minor, String currency) {
        return BigDecimal.valueOf(minor, Books.decimals(currency)).toPlainString() + " "
                + currency.toUpperCase(Locale.ROOT);
    }

    private String charges() {
        Call call = Call.own(false).on("", Params.empty().with("limit", SHOWN));
        JsonNode page = books.lists().page(Kind.CHARGE, call, charge -> true).path("data");
        if (page.isEmpty()) {
            return "<p>No charges yet.</p>\n";
        }
        StringBuilder html = new StringBuilder();
        page.forEach(charge -> section(html, (ObjectNode) charge));
        return html.toString();
    }

    private void section(StringBuilder html, ObjectNode charge) {
        String id = charge.path("id").asText();
        String currency = charge.path("currency").asText();
        SandboxPage section = new SandboxPage(id);
        section.markup("<h3>" + SandboxPage.escape(id) + "</h3>\n");
        section.paragraph(money(charge.path("amount").asLong(), currency) + ", "
                + charge.path("status").asText() + ", refunded "
                + money(charge.path("amount_refunded").asLong(), currency) + ", balance transaction "
                + charge.path("balance_transaction").asText() + ", invoice "
                + charge.path("metadata").path("invoice_number").asText("not named"));
        List<Delivery> sent = deliveries.of(charge.path("payment_intent").asText());
        section.table("Deliveries of " + id, List.of("Event", "Type", "Copy", "State", "Attempts"), cells(sent));
        buttons(html.append(section.body()), charge, sent);
    }

    private static List<List<String>> cells(List<Delivery> sent) {
        return sent.stream()
                .map(delivery -> List.of(
                        delivery.event(),
                        delivery.type(),
                        Integer.toString(delivery.copy()),
                        delivery.state(),
                        delivery.attempts().stream()
                                .map(attempt -> attempt.status() == null
                                        ? attempt.result()
                                        : attempt.status().toString())
                                .collect(Collectors.joining(", "))))
                .toList();
    }

    private void buttons(StringBuilder html, ObjectNode charge, List<Delivery> sent) {
        String id = charge.path("id").asText();
        long left =
                charge.path("amount").asLong() - charge.path("amount_refunded").asLong();
        if (left > 0 && charge.path("captured").asBoolean()) {
            button(html, "/_sandbox/refund", "Refund all of " + id, Map.of("charge", id));
            String half = Long.toString(Math.max(1, left / 20 * 10));
            button(html, "/_sandbox/refund", "Refund half of " + id, Map.of("charge", id, "amount", half));
        }
        books.things().by(Kind.DISPUTE, "charge", id).forEach(dispute -> {
            String open = dispute.path("id").asText();
            if (dispute.path("status").asText().endsWith("needs_response")) {
                button(html, "/_sandbox/dispute", "Win " + open, Map.of("dispute", open, "outcome", "win"));
                button(html, "/_sandbox/dispute", "Lose " + open, Map.of("dispute", open, "outcome", "lose"));
            }
        });
        sent.stream().filter(delivery -> delivery.copy() == 0).forEach(delivery -> {
            String label = "Redeliver " + delivery.type() + " of " + id;
            button(html, "/_sandbox/redeliver", label, Map.of("event", delivery.event()));
        });
    }

    private static void button(StringBuilder html, String action, String label, Map<String, String> fields) {
        html.append("<form method=\"post\" action=\"").append(action).append("\">");
        fields.forEach((name, value) -> html.append("<input type=\"hidden\" name=\"")
                .append(name)
                .append("\" value=\"")
                .append(SandboxPage.escape(value))
                .append("\">"));
        html.append("<button>").append(SandboxPage.escape(label)).append("</button></form>\n");
    }

    private void faults(SandboxPage page) {
        List<String> operations = new ArrayList<>(List.of("*"));
        operations.addAll(desk.faults().operations());
        page.heading("Webhooks and faults")
                .form(
                        "/_sandbox/settings",
                        "Deliver so from now on",
                        List.of(
                                Field.choice("deliveryMode", "Webhooks of all payments", DeliveryMode.words()),
                                Field.text(
                                        "deliveryDelay",
                                        "Delivery delay (ISO duration)",
                                        books.settings().deliveryDelay().toString())))
                .form(
                        "/_sandbox/faults",
                        "Set fault",
                        List.of(
                                Field.choice("operation", "Operation", operations),
                                Field.choice("fault", "Fault", desk.faults().known()),
                                Field.text("times", "Times", "1"),
                                Field.text("delay", "Delay (ISO duration)", "PT5S")))
                .form("/_sandbox/faults/clear", "Clear all faults", List.of());
    }
}
