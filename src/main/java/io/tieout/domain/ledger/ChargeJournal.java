package io.tieout.domain.ledger;

import io.tieout.domain.fact.Charge;
import io.tieout.domain.matching.Allocation;
import io.tieout.domain.matching.Distribution;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal of a charge: debit the clearing account of its currency, credit the account that the link names, gross
 * of fee and refunds (accounting.md rules 1 and 2).
 */
public final class ChargeJournal {
    private static final String ON_ACCOUNT = " on account";

    private ChargeJournal() {}

    /**
     * Draws up the journal.
     *
     * @throws IllegalArgumentException when its parts don't add up to what was captured, or the link names no account
     *     for one of them
     */
    public static Journal of(Reference reference, Charge charge, Distribution distribution, LedgerPolicy.Books books) {
        String clearing = books.clearing(charge.amountCaptured().currency())
                .orElseThrow(() -> new IllegalArgumentException("no clearing account for this currency"));
        List<JournalLine> lines = new ArrayList<>();
        String id = charge.key().objectId();
        lines.add(new JournalLine(clearing, JournalLine.Side.DEBIT, charge.amountCaptured(), "", id));
        lines.addAll(credits(distribution, id, books.accounts()));
        return new Journal(reference, lines);
    }

    /** The charge that lines name, as each journal's lines do; empty when there are none. */
    public static Optional<String> charge(List<JournalLine> lines) {
        return lines.stream().findFirst().map(line -> line.description().split(" ", 2)[0]);
    }

    /** The line of a charge's journal by which money was left on account; empty when none was. */
    public static Optional<JournalLine> leftOnAccount(Journal journal) {
        return journal.lines().stream()
                .filter(line -> line.side() == JournalLine.Side.CREDIT
                        && line.item().isEmpty()
                        && line.description().endsWith(ON_ACCOUNT))
                .findFirst();
    }

    /**
     * Draws up the later journal, which applies what was left on account: debit the very account that the charge's
     * journal credited, whatever the link names today, credit what the money was for.
     *
     * @param left the charge's line, as {@link #leftOnAccount} finds it
     * @throws IllegalArgumentException when the parts don't add up to what was left, or the link names no account for
     *     one of them
     */
    public static Journal later(
            Reference reference, JournalLine left, Distribution distribution, LedgerPolicy.Books books) {
        String id = left.description().substring(0, left.description().length() - ON_ACCOUNT.length());
        List<JournalLine> lines = new ArrayList<>();
        lines.add(new JournalLine(left.account(), JournalLine.Side.DEBIT, left.amount(), "", id + " applied"));
        lines.addAll(credits(distribution, id, books.accounts()));
        return new Journal(reference, lines);
    }

    /** The lines that say what the money was for; what is negative stands on the other side. */
    private static List<JournalLine> credits(Distribution distribution, String id, LedgerPolicy.Accounts accounts) {
        List<JournalLine> lines = new ArrayList<>();
        for (Allocation allocation : distribution.allocations()) {
            String words = id + " " + allocation.item().number();
            lines.add(line(
                    accounts.credit(), allocation.amount(), allocation.item().id(), words));
        }
        if (distribution.onAccount().isPositive()) {
            String account = accounts.onAccount(distribution.identified())
                    .orElseThrow(() -> new IllegalArgumentException("no account for money on account"));
            lines.add(line(account, distribution.onAccount(), "", id + ON_ACCOUNT));
        }
        if (!distribution.tolerated().isZero()) {
            String account = accounts.overShort()
                    .orElseThrow(() -> new IllegalArgumentException("no account for what is over or short"));
            lines.add(line(account, distribution.tolerated(), "", id + " over or short"));
        }
        return lines;
    }

    private static JournalLine line(String account, Money amount, String item, String description) {
        return amount.isNegative()
                ? new JournalLine(account, JournalLine.Side.DEBIT, amount.negated(), item, description)
                : new JournalLine(account, JournalLine.Side.CREDIT, amount, item, description);
    }
}
