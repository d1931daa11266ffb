package io.tieout.domain.ledger;

import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The journal of one posting: balanced per currency (accounting.md rules 1 to 5).
 *
 * @param reference what the target knows it by
 * @param lines at least two
 */
public record Journal(Reference reference, List<JournalLine> lines) {

    public Journal {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || !balanced(lines)) {
            throw new IllegalArgumentException("journal " + reference + " does not balance per currency");
        }
    }

    private static boolean balanced(List<JournalLine> lines) {
        Map<String, Long> sums = new HashMap<>();
        for (JournalLine line : lines) {
            Money amount = line.amount();
            long signed =
                    line.side() == JournalLine.Side.DEBIT ? amount.minorUnits() : Math.negateExact(amount.minorUnits());
            sums.merge(amount.currency().getCurrencyCode(), signed, Math::addExact);
        }
        return sums.values().stream().allMatch(sum -> sum == 0);
    }
}
