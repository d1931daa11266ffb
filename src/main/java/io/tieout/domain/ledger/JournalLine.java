package io.tieout.domain.ledger;

import io.tieout.domain.money.Money;

/**
 * One line of a journal, entered in the currency of its amount.
 *
 * @param account the account as the ERP writes it (EBS: concatenated segments)
 * @param side debit or credit
 * @param amount positive, in the entered currency
 * @param item the open item it settles, empty for a clearing line
 * @param description readable ids only: charge id and invoice number, never personal data
 */
public record JournalLine(String account, Side side, Money amount, String item, String description) {

    /** Debit or credit. */
    public enum Side {
        DEBIT,
        CREDIT
    }

    public JournalLine {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("a journal line's amount is positive; its side says which way");
        }
    }
}
