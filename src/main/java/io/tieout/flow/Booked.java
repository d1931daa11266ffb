package io.tieout.flow;

import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.money.Money;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What stands in the books under one reference, as people see it and as it is compared. */
final class Booked {

    private Booked() {}

    /** Each line in words: batch, journal and number, side, amount, account, period. */
    static List<String> words(List<LedgerLine> lines) {
        return lines.stream()
                .map(line -> line.batch() + "/" + line.journal() + "/" + line.number() + " "
                        + line.line().side() + " " + line.line().amount() + " "
                        + line.line().account() + " " + line.period())
                .toList();
    }

    /** Names what stands, in whatever order it was read: another line, amount, account, item or day is another name. */
    static String summary(List<LedgerLine> lines) {
        String all = lines.stream().map(Booked::text).sorted().collect(Collectors.joining("\n"));
        return Sha256.hex(all.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(LedgerLine line) {
        JournalLine entered = line.line();
        return String.join(
                "|",
                line.ledger(),
                line.source(),
                line.period(),
                line.accountingDate().toString(),
                line.batch(),
                line.journal(),
                Integer.toString(line.number()),
                Boolean.toString(line.posted()),
                entered.side().name(),
                entered.amount().toString(),
                entered.account(),
                entered.item());
    }

    /** The day on which all lines stand; empty when there is none, or they stand on several. */
    static Optional<LocalDate> day(List<LedgerLine> lines) {
        List<LocalDate> days =
                lines.stream().map(LedgerLine::accountingDate).distinct().toList();
        return days.size() == 1 ? Optional.of(days.get(0)) : Optional.empty();
    }

    /** How much the lines give to each open item that they name: credits less debits. Empty where they don't say. */
    static Map<String, Money> byItem(List<LedgerLine> lines) {
        Map<String, Money> sums = new TreeMap<>();
        for (LedgerLine one : lines) {
            JournalLine line = one.line();
            if (!line.item().isEmpty()) {
                Money zero = Money.zero(line.amount().currency());
                Money share = line.side() == JournalLine.Side.CREDIT ? line.amount() : zero.minus(line.amount());
                Money before = sums.getOrDefault(line.item(), zero);
                if (!before.currency().equals(share.currency())) {
                    return Map.of();
                }
                sums.put(line.item(), before.plus(share));
            }
        }
        sums.values().removeIf(Money::isZero);
        return sums;
    }
}
