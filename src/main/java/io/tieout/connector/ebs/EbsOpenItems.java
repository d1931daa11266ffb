package io.tieout.connector.ebs;

import io.tieout.connector.ebs.EbsCalls.OpenEbs;
import io.tieout.connector.ebs.wire.IsgCall;
import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.money.Money;
import io.tieout.port.NeedsPerson;
import io.tieout.port.erp.OpenItems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Open items from AR_PAYMENT_SCHEDULES_ALL, by the package's GET_OPEN_ITEMS and GET_ITEMS (docs/ebs-package.md).
 *
 * <p>Amounts arrive in major units; due dates are corporate calendar days and never pass through a zone; a watermark
 * is the database's own time, from which an overlap is taken because rows appear later than their stamp.
 */
@ApplicationScoped
public class EbsOpenItems implements OpenItems {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final EbsCalls calls;

    @Inject
    public EbsOpenItems(EbsCalls calls) {
        this.calls = calls;
    }

    @Override
    public Page changed(ConnectionId connection, Query query) {
        if (query.entities().isEmpty()) {
            throw new NeedsPerson("the link names no operating unit: list at least one");
        }
        OpenEbs ebs = calls.open(connection);
        Duration overlap = ebs.settings().gateway().assumptions().watermarkOverlap();
        IsgCall call = IsgCall.of("GET_OPEN_ITEMS")
                .with("P_ORG_IDS_JSON", JsonTexts.array(new TreeSet<>(query.entities())))
                .with("P_CHANGED_SINCE", query.since().map(since -> earlier(since, overlap)))
                .with("P_AFTER_ID", query.after())
                .with("P_PAGE_SIZE", Integer.toString(ebs.settings().pageSize()));
        return ebs.read(
                call, out -> page(out, query.after().map(Long::parseLong).orElse(0L), overlap));
    }

    @Override
    public List<OpenItem> byId(ConnectionId connection, Set<String> ids) {
        return byId(() -> calls.open(connection), ids);
    }

    static List<OpenItem> byId(Supplier<OpenEbs> ebs, Set<String> ids) {
        if (ids.size() > Answers.AT_MOST) {
            throw new IllegalArgumentException("at most " + Answers.AT_MOST + " items are read at once");
        }
        if (ids.isEmpty()) {
            return List.of();
        }
        IsgCall call = IsgCall.of("GET_ITEMS").with("P_IDS_JSON", JsonTexts.array(new TreeSet<>(ids)));
        return ebs.get().read(call, out -> named(out, ids));
    }

    private static Page page(IsgRow out, long after, Duration overlap) {
        List<IsgRow> rows = out.rows("X_ROWS_JSON");
        var next = Answers.next(out, rows, after, row -> row.number("payment_schedule_id"));
        List<OpenItem> items = rows.stream().map(EbsOpenItems::item).toList();
        return new Page(items, next, out.required("X_DB_TIME"), overlap);
    }

    private static List<OpenItem> named(IsgRow out, Set<String> asked) {
        List<OpenItem> items =
                out.rows("X_ROWS_JSON").stream().map(EbsOpenItems::item).toList();
        Set<String> seen = new HashSet<>();
        for (OpenItem item : items) {
            if (!asked.contains(item.id()) || !seen.add(item.id())) {
                throw new MalformedAnswer("an item is answered twice, or was not asked for");
            }
        }
        return items;
    }

    private static OpenItem item(IsgRow row) {
        Currency currency = EbsMoney.currency(row, "invoice_currency_code");
        Money original = EbsMoney.required(row, "amount_due_original", currency);
        Money remaining = EbsMoney.required(row, "amount_due_remaining", currency);
        return new OpenItem(
                row.required("payment_schedule_id"),
                row.required("org_id"),
                row.required("cust_account_id"),
                row.text("account_number").orElse(""),
                row.text("party_name").orElse(""),
                row.required("trx_number"),
                row.required("customer_trx_id"),
                row.required("class"),
                original,
                remaining,
                EbsMoney.orZero(row, "amount_in_dispute", currency),
                row.text("selected_for_receipt_batch_id").isPresent(),
                row.text("terms_sequence_number").isPresent() ? (int) row.number("terms_sequence_number") : 1,
                row.date("due_date").orElseThrow(() -> new MalformedAnswer("due_date is missing")),
                open(row));
    }

    private static boolean open(IsgRow row) {
        return switch (row.required("status")) {
            case "OP" -> true;
            case "CL" -> false;
            default -> throw new MalformedAnswer("status is neither OP nor CL");
        };
    }

    private static String earlier(String since, Duration overlap) {
        try {
            return SECONDS.format(LocalDateTime.parse(since).minus(overlap));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a watermark is the asOf of an earlier page", e);
        }
    }
}
