package io.tieout.flow;

import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what stands in the books with what was sent (move 8): account, side, amount, currency, item and date. */
final class ReadBack {

    private ReadBack() {}

    /** What differs, in words; empty when the books hold exactly what was sent, and nothing extra. */
    static Optional<String> difference(Journal sent, LocalDate date, List<LedgerLine> booked) {
        List<JournalLine> open = new ArrayList<>(sent.lines());
        for (LedgerLine line : booked) {
            if (!line.accountingDate().equals(date)) {
                return Optional.of("a line stands on " + line.accountingDate() + ", sent was " + date);
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

    private static boolean same(JournalLine sent, JournalLine booked) {
        return sent.account().equals(booked.account())
                && sent.side() == booked.side()
                && sent.amount().equals(booked.amount())
                && sent.item().equals(booked.item());
    }

    private static String words(JournalLine line) {
        return line.side() + " " + line.amount() + " on " + line.account();
    }
}
