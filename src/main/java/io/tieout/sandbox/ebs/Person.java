package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ControlForm;
import io.tieout.sandbox.ebs.ArRows.CustAccount;
import io.tieout.sandbox.ebs.ArRows.CustomerMerge;
import io.tieout.sandbox.ebs.ArRows.PaymentSchedule;
import io.tieout.sandbox.ebs.FndRows.Grant;
import io.tieout.sandbox.ebs.FndRows.User;
import io.tieout.sandbox.ebs.GlRows.Batch;
import io.tieout.sandbox.ebs.GlRows.InterfaceRow;
import io.tieout.sandbox.ebs.GlSetupRows.CodeCombination;
import io.tieout.sandbox.ebs.GlSetupRows.PeriodStatus;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;

/**
 * What people do in the same ERP by hand, each action one transaction. Every method takes the fields of a control call
 * and throws IllegalArgumentException that names the wrong one.
 */
final class Person {

    private static final Set<String> CLOSING = Set.of("O", "F", "C", "P", "N");

    private final EbsTables db;
    private final Ledgers ledgers;
    private final ConcurrentProcessing processing;
    private final AutoPost autoPost;

    Person(EbsTables db, Ledgers ledgers, ConcurrentProcessing processing, AutoPost autoPost) {
        this.db = db;
        this.ledgers = ledgers;
        this.processing = processing;
        this.autoPost = autoPost;
    }

    /** Submits an import of a group; answers the request's id. */
    String imports(ControlForm form) {
        return EbsTables.id(processing.submitImport(group(form), Users.PERSON_ID));
    }

    /** Deletes a group's interface rows, or its unposted batches when it is imported. */
    String deletes(ControlForm form) {
        long group = group(form);
        List<InterfaceRow> rows = ledgers.groupRows(group);
        rows.forEach(row -> db.interfaceRows.remove(EbsTables.id(row.rowId())));
        List<Batch> batches = ledgers.groupBatches(group).stream()
                .filter(batch -> !batch.status().equals("P"))
                .toList();
        batches.forEach(ledgers::delete);
        return rows.size() + " rows and " + batches.size() + " batches deleted";
    }

    /** Corrects a row in GL_INTERFACE: {@code account} (unknown segments make an invalid id) or its date. */
    String correctsRow(ControlForm form) {
        InterfaceRow row = db.interfaceRows
                .get(form.needed("row"))
                .orElseThrow(() -> new IllegalArgumentException("row: there is none of this ROW_ID"));
        long account = form.text("account").map(this::combination).orElse(row.codeCombinationId());
        db.interfaceRows.put(row.corrected(form.date("accounting_date").orElse(row.accountingDate()), account));
        return "row " + row.rowId() + " corrected";
    }

    private long combination(String segments) {
        return db.combinations.byIndex("segments", segments).stream()
                .findFirst()
                .map(CodeCombination::codeCombinationId)
                .orElse(-1L);
    }

    /** Sets a period's CLOSING_STATUS; {@code application} 101 (the default) or 222. */
    String period(ControlForm form) {
        String status = form.needed("closing_status");
        if (!CLOSING.contains(status)) {
            throw new IllegalArgumentException("closing_status: one of " + CLOSING + " is needed");
        }
        long application = form.number("application").orElse(AcmeSeed.GL);
        PeriodStatus period = db.periods
                .get(application + "/" + AcmeSeed.LEDGER + "/" + form.needed("period_name"))
                .orElseThrow(() -> new IllegalArgumentException("period_name: there is none of this name"));
        db.periods.put(period.closing(status));
        autoPost.resume();
        return period.periodName() + " is " + status;
    }

    String account(ControlForm form) {
        CodeCombination account = db.combinations.byIndex("segments", form.needed("account")).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("account: there is none of these segments"));
        boolean enabled = form.flag("enabled").orElse(false);
        db.combinations.put(account.enabled(enabled));
        return account.concatenatedSegments() + (enabled ? " enabled" : " disabled");
    }

    /** Applies a receipt of {@code amount} (default: all that remains) to an item. */
    String receipt(ControlForm form) {
        PaymentSchedule item = item(form);
        BigDecimal amount = form.decimal("amount").orElse(item.amountDueRemaining());
        BigDecimal remaining = item.amountDueRemaining().subtract(amount);
        if (amount.signum() != item.amountDueRemaining().signum() || remaining.signum() == -amount.signum()) {
            throw new IllegalArgumentException("amount: more than zero and at most " + item.amountDueRemaining());
        }
        db.schedules.put(item.remaining(remaining, db.now()));
        return item.trxNumber() + " has " + remaining.toPlainString() + " open";
    }

    /** Puts {@code amount} (default: all that remains; 0 ends it) of an item in dispute. */
    String dispute(ControlForm form) {
        PaymentSchedule item = item(form);
        BigDecimal amount = form.decimal("amount").orElse(item.amountDueRemaining());
        db.schedules.put(item.disputed(amount.signum() == 0 ? null : amount, db.now()));
        return item.trxNumber() + " has " + amount.toPlainString() + " in dispute";
    }

    private PaymentSchedule item(ControlForm form) {
        return db.schedules
                .get(form.needed("payment_schedule_id"))
                .orElseThrow(() -> new IllegalArgumentException("payment_schedule_id: there is none of this id"));
    }

    /** Merges the account {@code loser} into {@code survivor} (ids): its activity moves, it becomes inactive. */
    String merge(ControlForm form) {
        CustAccount loser = customer(form, "loser");
        CustAccount survivor = customer(form, "survivor");
        if (loser.custAccountId() == survivor.custAccountId()) {
            throw new IllegalArgumentException("survivor: another account than the loser is needed");
        }
        LocalDateTime now = db.now();
        String from = EbsTables.id(loser.custAccountId());
        db.schedules.byIndex("customer", from).forEach(row -> db.schedules.put(row.of(survivor.custAccountId(), now)));
        db.trx.byIndex("customer", from).forEach(row -> db.trx.put(row.of(survivor.custAccountId(), now)));
        db.accounts.put(loser.inactive(now));
        long id = db.store.next("RA_CUSTOMER_MERGES_S");
        db.merges.put(new CustomerMerge(id, loser.custAccountId(), survivor.custAccountId(), "Y", now));
        return "merge " + id;
    }

    private CustAccount customer(ControlForm form, String field) {
        return db.accounts
                .get(form.needed(field))
                .orElseThrow(() -> new IllegalArgumentException(field + ": there is no customer account of this id"));
    }

    /** Posts the unposted batches of {@code group}, or all. */
    String posts(ControlForm form) {
        long posted = unposted(form).stream()
                .filter(batch -> autoPost.post(batch.jeBatchId()))
                .count();
        return posted + " batches posted";
    }

    /** Approves the batches of {@code group}, or all that need it; AutoPost goes on with them. */
    String approves(ControlForm form) {
        List<Batch> waiting = unposted(form).stream()
                .filter(batch -> batch.approvalStatusCode().equals("R"))
                .toList();
        waiting.forEach(batch -> db.batches.put(batch.approved()));
        autoPost.resume();
        return waiting.size() + " batches approved";
    }

    private List<Batch> unposted(ControlForm form) {
        return form.number("group")
                .map(group -> ledgers.groupBatches(group).stream()
                        .filter(batch -> !batch.status().equals("P"))
                        .toList())
                .orElseGet(() -> db.batches.byIndex("unposted", "Y"));
    }

    /** Grants an operation to a user, or takes the grant away ({@code granted} false). */
    String grant(ControlForm form) {
        User user = user(form);
        String operation = form.needed("operation");
        if (!PackageCalls.NAMES.contains(operation)) {
            throw new IllegalArgumentException("operation: one of " + PackageCalls.NAMES + " is needed");
        }
        Grant grant = new Grant(user.userName(), operation);
        if (form.flag("granted").orElse(true)) {
            db.grants.put(grant);
        } else {
            db.grants.remove(grant.key());
        }
        return "grants changed";
    }

    /** Loses what the package knows of a {@code reference}, as when its tables are restored from an older day. */
    String losesKey(ControlForm form) {
        String reference = form.needed("reference");
        if (db.keys.get(reference).isEmpty()) {
            throw new IllegalArgumentException("reference: there is no key of it");
        }
        db.keys.remove(reference);
        return "key of " + reference + " lost";
    }

    String unlock(ControlForm form) {
        db.users.put(user(form).fresh());
        return "user unlocked";
    }

    private User user(ControlForm form) {
        return db.users
                .get(form.needed("user"))
                .orElseThrow(() -> new IllegalArgumentException("user: there is none of this name"));
    }

    private static long group(ControlForm form) {
        return form.number("group").orElseThrow(() -> new IllegalArgumentException("group: is needed"));
    }
}
