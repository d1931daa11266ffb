package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ControlPages;
import io.tieout.sandbox.SandboxAnswer;
import io.tieout.sandbox.SandboxPage;
import io.tieout.sandbox.SandboxPage.Field;
import io.tieout.sandbox.ebs.ArRows.PaymentSchedule;
import io.tieout.sandbox.ebs.GlSetupRows.PeriodStatus;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page at {@code /}: open invoices, journals, requests, and the buttons of a person in the same ERP. */
final class EbsPages {

    private static final int SHOWN = 50;

    private final EbsTables db;

    EbsPages(EbsTables db) {
        this.db = db;
    }

    SandboxAnswer overview() {
        SandboxPage page = new SandboxPage("Sandbox Oracle E-Business Suite")
                .nav(ControlPages.links())
                .paragraph("A simulated EBS of the company Acme; nothing here is real. Database time: " + db.now() + " "
                        + db.zoneName() + ".");
        person(page);
        switches(page);
        items(page);
        journals(page);
        return page.answer();
    }

    private void person(SandboxPage page) {
        Field group = Field.text("group", "Group id", "");
        Field item = Field.text("payment_schedule_id", "Payment schedule id", "");
        Field amount = Field.text("amount", "Amount (empty: all)", "");
        page.heading("What a person does here by hand");
        page.form("/_sandbox/ebs/person-imports", "Import the group", List.of(group));
        page.form("/_sandbox/ebs/person-deletes", "Delete the group's rows or journals", List.of(group));
        page.form(
                "/_sandbox/ebs/correct-row",
                "Correct the row",
                List.of(
                        Field.text("row", "ROW_ID in GL_INTERFACE", ""),
                        Field.text("account", "Account", ""),
                        Field.text("accounting_date", "Accounting date", "")));
        page.form(
                "/_sandbox/ebs/period",
                "Set the period's status",
                List.of(
                        Field.choice("period_name", "Period", periods()),
                        Field.choice("closing_status", "Status", List.of("C", "O", "F", "P", "N"))));
        page.form(
                "/_sandbox/ebs/account",
                "Switch the account",
                List.of(
                        Field.text("account", "Account", ""),
                        Field.choice("enabled", "Enabled", List.of("false", "true"))));
        page.form("/_sandbox/ebs/receipt", "Apply a receipt", List.of(item, amount));
        page.form("/_sandbox/ebs/dispute", "Put in dispute", List.of(item, amount));
        page.form(
                "/_sandbox/ebs/merge",
                "Merge customers",
                List.of(
                        Field.text("loser", "Loser's account id", ""),
                        Field.text("survivor", "Survivor's account id", "")));
        page.form("/_sandbox/ebs/post", "Post now", List.of(Field.text("group", "Group id (empty: all)", "")));
        page.form("/_sandbox/ebs/approve", "Approve", List.of(Field.text("group", "Group id (empty: all)", "")));
    }

    private List<String> periods() {
        return db.periods.all().stream()
                .sorted(Comparator.comparing(PeriodStatus::startDate))
                .map(PeriodStatus::periodName)
                .distinct()
                .toList();
    }

    private void switches(SandboxPage page) {
        EbsSettings now = db.settings();
        List<String> flags = List.of("true", "false");
        page.heading("Switches")
                .paragraph("AutoPost is " + (now.autoPost() ? "on" : "off") + ", approval of journals is "
                        + (now.approval() ? "needed" : "not needed") + ".");
        page.form("/_sandbox/settings", "Set AutoPost", List.of(Field.choice("autoPost", "AutoPost", flags)));
        page.form("/_sandbox/settings", "Set approval", List.of(Field.choice("approval", "Approval", flags)));
        page.form(
                "/_sandbox/settings",
                "Set times",
                List.of(
                        Field.text(
                                "requestDuration",
                                "A request takes",
                                now.requestDuration().toString()),
                        Field.text(
                                "autoPostDelay",
                                "AutoPost comes after",
                                now.autoPostDelay().toString()),
                        Field.text(
                                "latency", "Latency of each call", now.latency().toString())));
    }

    private void items(SandboxPage page) {
        List<List<String>> open = db.schedules.all().stream()
                .filter(PaymentSchedule::open)
                .limit(SHOWN)
                .map(item -> cells(
                        item.paymentScheduleId(),
                        item.trxNumber(),
                        item.orgId(),
                        item.customerId(),
                        item.invoiceCurrencyCode(),
                        item.amountDueOriginal().toPlainString(),
                        item.amountDueRemaining().toPlainString(),
                        item.dueDate()))
                .toList();
        page.heading("Open invoices")
                .table(
                        "The first " + SHOWN + " open items",
                        List.of("Id", "Number", "Org", "Customer", "Currency", "Original", "Remaining", "Due"),
                        open);
    }

    private void journals(SandboxPage page) {
        page.heading("Journal batches")
                .table(
                        "Newest batches",
                        List.of("Id", "Name", "Group", "Period", "Status", "Approval", "Posted"),
                        ControlPages.newestFirst(db.batches.all(), SHOWN)
                                .map(batch -> cells(
                                        batch.jeBatchId(),
                                        batch.name(),
                                        batch.groupId(),
                                        batch.defaultPeriodName(),
                                        batch.status(),
                                        batch.approvalStatusCode(),
                                        batch.postedDate()))
                                .toList());
        page.heading("Waiting in GL_INTERFACE")
                .table(
                        "Newest rows",
                        List.of("Row", "Status", "Group", "Reference", "Date", "Currency", "Debit", "Credit"),
                        ControlPages.newestFirst(db.interfaceRows.all(), SHOWN)
                                .map(row -> cells(
                                        row.rowId(),
                                        row.status(),
                                        row.groupId(),
                                        row.reference21(),
                                        row.accountingDate(),
                                        row.currencyCode(),
                                        row.enteredDr(),
                                        row.enteredCr()))
                                .toList());
        page.heading("Concurrent requests")
                .table(
                        "Newest requests",
                        List.of("Id", "Parent", "Program", "Phase", "Status", "Group", "Text"),
                        ControlPages.newestFirst(db.requests.all(), SHOWN)
                                .map(request -> cells(
                                        request.requestId(),
                                        request.parentRequestId(),
                                        request.program(),
                                        request.phaseCode(),
                                        request.statusCode(),
                                        request.argument4(),
                                        request.completionText()))
                                .toList());
    }

    private static List<String> cells(@Nullable Object... values) {
        return Stream.of(values)
                .map(value -> value == null ? "" : value.toString())
                .toList();
    }
}
