package io.tieout.flow;

import io.tieout.domain.ledger.AccountingDate;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.ledger.Period;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what stands in the books with what was sent (move 8): ledger, period and date, and of each line account,
 * side, amount, currency and item.
 */
final class ReadBack {

    private ReadBack() {}

    /**
     * Where a journal was sent to.
     *
     * @param ledger the ERP's number of the ledger
     * @param date the accounting date, without zone
     * @param periods the ledger's periods as last read
     */
    record Destination(String ledger, LocalDate date, List<Period> periods) {

        private Optional<String> missedBy(LedgerLine line) {
            if (!line.posted()) {
                return Optional.of("a line is not posted");
            }
            if (!line.ledger().equals(ledger)) {
                return Optional.of("a line stands in ledger " + line.ledger() + ", sent was " + ledger);
            }
            if (!line.accountingDate().equals(date)) {
                return Optional.of("a line stands on " + line.accountingDate() + ", sent was " + date);
            }
            return AccountingDate.regular(periods, date)
                    .map(Period::name)
                    .filter(period -> !line.period().equals(period))
                    .map(period -> "a line stands in period " + line.period() + ", sent was " + period);
        }
    }

    /** What differs, in words; empty when the books hold exactly what was sent, and nothing extra. */
    static Optional<String> difference(Journal sent, Destination destination, List<LedgerLine> booked) {
        List<JournalLine> open = new ArrayList<>(sent.lines());
        for (LedgerLine line : booked) {
            Optional<String> missed = destination.missedBy(line);
            if (missed.isPresent()) {
                return missed;
            }
            Optional<JournalLine> same = open.stream()
                    .filter(candidate -> same(candidate, line.line()))
                    .findFirst();
            if (same.isEmpty()) {
                return Optional.of("the books hold a line that was not sent: " + words(line.line()));
            }
            open.remove(same.get());
        }
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of("the books lack a line that was sent: " + words(open.get(0)));
    }

    /** Whether two lines book the same; what describes them may differ. */
    static boolean same(JournalLine sent, JournalLine booked) {
        return sent.account().equals(booked.account())
                && sent.side() == booked.side()
                && sent.amount().equals(booked.amount())
                && sent.item().equals(booked.item());
    }

    private static String words(JournalLine line) {
        return line.side() + " " + line.amount() + " on " + line.account();
    }
}
