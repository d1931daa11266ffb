package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ControlForm;
import io.tieout.sandbox.ebs.ArRows.CustAccount;
import io.tieout.sandbox.ebs.ArRows.CustomerTrx;
import io.tieout.sandbox.ebs.ArRows.Party;
import io.tieout.sandbox.ebs.ArRows.PaymentSchedule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What people enter in the same ERP: customers, invoices, credit memos, instalments. Each action is one transaction and
 * throws IllegalArgumentException that names the wrong field.
 */
final class Billing {

    private static final Set<String> CLASSES = Set.of("INV", "DM", "CB", "CM");
    private static final long DUE_DAYS = 30;
    private static final long UNIT = 204;
    private static final long RECEIPT_RUN = 900_001;

    private final EbsTables db;

    Billing(EbsTables db) {
        this.db = db;
    }

    /** Adds a customer of {@code name} with an account; answers {@code customer <id> <number>}. */
    String customer(ControlForm form) {
        long party = db.store.next("HZ_PARTIES_S");
        long account = db.store.next("HZ_CUST_ACCOUNTS_S");
        String number = form.text("account_number").orElse(EbsTables.id(account));
        db.parties.put(
                new Party(party, EbsTables.id(party), form.needed("name"), "ORGANIZATION", "A", "", "US", db.now()));
        db.accounts.put(new CustAccount(account, party, number, "A", db.now()));
        return "customer " + account + " " + number;
    }

    /**
     * Enters a transaction of {@code class} (INV) for a {@code customer} (account id): {@code amount}, or the amounts of
     * its {@code instalments} with commas between; a credit memo's are entered as positive. Answers the ids of its
     * payment schedules.
     */
    String invoice(ControlForm form) {
        String itemClass = form.text("class").orElse("INV");
        if (!CLASSES.contains(itemClass)) {
            throw new IllegalArgumentException("class: one of " + CLASSES + " is needed");
        }
        CustAccount customer = db.accounts
                .get(form.needed("customer"))
                .orElseThrow(() -> new IllegalArgumentException("customer: there is no account of this id"));
        long trx = db.store.next("RA_CUSTOMER_TRX_S");
        List<BigDecimal> amounts = amounts(form, itemClass);
        Entry entry = new Entry(
                form,
                new CustomerTrx(
                        trx,
                        form.text("number").orElse("TRX-" + trx),
                        db.today(),
                        customer.custAccountId(),
                        form.text("currency").orElse("USD"),
                        "Y",
                        form.number("org").orElse(UNIT),
                        db.now()),
                itemClass,
                amounts);
        db.trx.put(entry.trx());
        StringBuilder ids = new StringBuilder("items");
        for (int sequence = 1; sequence <= amounts.size(); sequence++) {
            PaymentSchedule schedule = schedule(entry, sequence);
            db.schedules.put(schedule);
            ids.append(' ').append(schedule.paymentScheduleId());
        }
        return ids.toString();
    }

    private record Entry(ControlForm form, CustomerTrx trx, String itemClass, List<BigDecimal> amounts) {}

    private static List<BigDecimal> amounts(ControlForm form, String itemClass) {
        try {
            String text = form.text("instalments").orElseGet(() -> form.needed("amount"));
            return Arrays.stream(text.split(",", -1))
                    .map(one -> new BigDecimal(one.strip()))
                    .map(one -> itemClass.equals("CM") ? one.negate() : one)
                    .toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("instalments: decimal numbers with commas between are needed", e);
        }
    }

    private PaymentSchedule schedule(Entry entry, int sequence) {
        BigDecimal amount = entry.amounts().get(sequence - 1);
        CustomerTrx trx = entry.trx();
        LocalDate due = trx.trxDate().plusDays(entry.form().number("due_days").orElse(DUE_DAYS) * sequence);
        Long run = entry.form().flag("selected").orElse(false) ? RECEIPT_RUN : null;
        return new PaymentSchedule(
                db.store.next("AR_PAYMENT_SCHEDULES_S"),
                trx.customerTrxId(),
                trx.trxNumber(),
                entry.itemClass(),
                "OP",
                trx.orgId(),
                trx.billToCustomerId(),
                trx.invoiceCurrencyCode(),
                amount,
                amount,
                null,
                run,
                sequence,
                entry.amounts().size(),
                trx.trxDate(),
                due,
                trx.trxDate(),
                trx.lastUpdateDate());
    }
}
