package io.tieout.connector.ebs;

import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.ledger.JournalLine.Side;
import io.tieout.domain.money.Money;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import java.util.Currency;
import java.util.Optional;

/**
 * Reads a line in the books from a row of GET_JOURNAL_LINES. The side is that of debit less credit, so that a negative
 * debit, which a person may enter, is the credit that it amounts to; a line of zero moves nothing and is left out.
 */
final class LedgerLines {

    private LedgerLines() {}

    static Optional<LedgerLine> of(IsgRow row) {
        return line(row, "reference_2")
                .map(line -> new LedgerLine(
                        line,
                        row.date("effective_date").orElseThrow(() -> new MalformedAnswer("effective_date is missing")),
                        row.required("period_name"),
                        row.required("ledger_id"),
                        row.required("je_source"),
                        row.required("je_batch_id"),
                        row.required("je_header_id"),
                        (int) row.number("je_line_num"),
                        row.required("batch_status").equals("P")));
    }

    /**
     * What a row of the books, or one that waits for them, enters; empty when that is nothing.
     *
     * @param item the field that names the open item
     */
    static Optional<JournalLine> line(IsgRow row, String item) {
        Currency currency = EbsMoney.currency(row, "currency_code");
        Money net = EbsMoney.orZero(row, "entered_dr", currency).minus(EbsMoney.orZero(row, "entered_cr", currency));
        if (net.isZero()) {
            return Optional.empty();
        }
        return Optional.of(new JournalLine(
                row.required("account"),
                net.isPositive() ? Side.DEBIT : Side.CREDIT,
                net.isPositive() ? net : Money.zero(currency).minus(net),
                row.text(item).orElse(""),
                row.text("description").orElse("")));
    }
}
