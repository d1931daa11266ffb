package io.tieout.sandbox.ebs;

import io.tieout.sandbox.RowTable;
import io.tieout.sandbox.ebs.ArRows.CustAccount;
import io.tieout.sandbox.ebs.ArRows.CustomerMerge;
import io.tieout.sandbox.ebs.ArRows.Party;
import io.tieout.sandbox.ebs.ArRows.PaymentSchedule;
import io.tieout.sandbox.ebs.RowsJson.Row;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** GET_OPEN_ITEMS, GET_ITEMS, GET_CUSTOMERS and GET_MERGES: keyset pages by rising id. */
final class ReceivablesCalls {

    private static final Set<String> CLASSES = Set.of("INV", "DM", "CB", "CM");
    private static final int CHUNK = 1_000;

    /** What one paged call reads: the table, which rows, how a row is written. */
    private record Listing<R>(
            RowTable<R> table, ToLongFunction<R> id, Predicate<R> wanted, BiConsumer<Row, R> writer) {}

    private final EbsTables db;

    ReceivablesCalls(EbsTables db) {
        this.db = db;
    }

    CallOutput getOpenItems(CallInput in) {
        Set<String> orgs = new HashSet<>(in.list("P_ORG_IDS_JSON"));
        Optional<LocalDateTime> since = in.time("P_CHANGED_SINCE");
        Predicate<PaymentSchedule> wanted = item -> listed(item)
                && orgs.contains(EbsTables.id(item.orgId()))
                && since.map(time -> !item.lastUpdateDate().isBefore(time)).orElseGet(item::open);
        return page(in, new Listing<>(db.schedules, PaymentSchedule::paymentScheduleId, wanted, this::item));
    }

    CallOutput getItems(CallInput in) {
        RowsJson rows = new RowsJson();
        for (String id : in.list("P_IDS_JSON")) {
            CallInput.number("P_IDS_JSON", id);
            db.schedules.get(id).filter(ReceivablesCalls::listed).ifPresent(item -> item(rows.add(), item));
        }
        return new CallOutput().put("X_ROWS_JSON", rows);
    }

    CallOutput getCustomers(CallInput in) {
        Optional<LocalDateTime> since = in.time("P_CHANGED_SINCE");
        Predicate<CustAccount> wanted =
                account -> since.map(time -> !changed(account).isBefore(time)).orElse(true);
        return page(in, new Listing<>(db.accounts, CustAccount::custAccountId, wanted, this::customer));
    }

    CallOutput getMerges(CallInput in) {
        Optional<LocalDateTime> since = in.time("P_CHANGED_SINCE");
        Predicate<CustomerMerge> wanted = merge ->
                since.map(time -> !merge.programUpdateDate().isBefore(time)).orElse(true);
        return page(in, new Listing<>(db.merges, CustomerMerge::customerMergeId, wanted, ReceivablesCalls::merge));
    }

    /** Walks the table in chunks by rising id until the page is full and it is known whether another row follows. */
    private static <R> CallOutput page(CallInput in, Listing<R> listing) {
        int size = in.pageSize();
        RowsJson rows = new RowsJson();
        long last = 0;
        String from = EbsTables.ordered(in.number("P_AFTER_ID", 0));
        List<R> chunk = listing.table().after("id", from, CHUNK);
        while (!chunk.isEmpty()) {
            for (R row : chunk) {
                if (!listing.wanted().test(row)) {
                    continue;
                }
                if (rows.size() == size) {
                    return new CallOutput().put("X_ROWS_JSON", rows).put("X_NEXT_AFTER_ID", last);
                }
                listing.writer().accept(rows.add(), row);
                last = listing.id().applyAsLong(row);
            }
            from = EbsTables.ordered(listing.id().applyAsLong(chunk.get(chunk.size() - 1)));
            chunk = listing.table().after("id", from, CHUNK);
        }
        return new CallOutput().put("X_ROWS_JSON", rows).put("X_NEXT_AFTER_ID", (String) null);
    }

    private static boolean listed(PaymentSchedule item) {
        return item.paymentScheduleId() > 0 && CLASSES.contains(item.itemClass());
    }

    private void item(Row row, PaymentSchedule item) {
        CustAccount account = account(item.customerId());
        row.put("payment_schedule_id", item.paymentScheduleId())
                .put("customer_trx_id", item.customerTrxId())
                .put("trx_number", item.trxNumber())
                .put("class", item.itemClass())
                .put("status", item.status())
                .put("org_id", item.orgId())
                .put("cust_account_id", item.customerId())
                .put("account_number", account.accountNumber())
                .put("party_name", party(account).partyName())
                .put("invoice_currency_code", item.invoiceCurrencyCode())
                .put("amount_due_original", item.amountDueOriginal())
                .put("amount_due_remaining", item.amountDueRemaining())
                .put("amount_in_dispute", item.amountInDispute())
                .put("selected_for_receipt_batch_id", item.selectedForReceiptBatchId())
                .put("terms_sequence_number", item.termsSequenceNumber())
                .put("number_of_due_dates", item.numberOfDueDates())
                .put("trx_date", item.trxDate())
                .put("due_date", item.dueDate())
                .put("gl_date", item.glDate())
                .put("last_update_date", item.lastUpdateDate());
    }

    private void customer(Row row, CustAccount account) {
        row.put("cust_account_id", account.custAccountId())
                .put("account_number", account.accountNumber())
                .put("party_id", account.partyId())
                .put("party_name", party(account).partyName())
                .put("status", account.status())
                .put("last_update_date", changed(account));
    }

    private static void merge(Row row, CustomerMerge merge) {
        row.put("customer_merge_id", merge.customerMergeId())
                .put("loser_cust_account_id", merge.duplicateId())
                .put("survivor_cust_account_id", merge.customerId())
                .put("process_flag", merge.processFlag())
                .put("merged_at", merge.programUpdateDate());
    }

    /** The later of the account's and its party's change: the row shows columns of both. */
    private LocalDateTime changed(CustAccount account) {
        LocalDateTime party = party(account).lastUpdateDate();
        return party.isAfter(account.lastUpdateDate()) ? party : account.lastUpdateDate();
    }

    private CustAccount account(long id) {
        return db.accounts.get(EbsTables.id(id)).orElseThrow();
    }

    private Party party(CustAccount account) {
        return db.parties.get(EbsTables.id(account.partyId())).orElseThrow();
    }
}
