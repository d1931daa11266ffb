package io.tieout.domain.matching;

/**
 * Finds the open items that a charge pays (accounting.md rule 7). The rules go in this order, and the first that has an
 * answer decides:
 *
 * <ol>
 *   <li>Items that the payer named ({@link NamedInvoices}): one of equal amount, instalments of one invoice from the
 *       oldest on, or several that together have the amount; else, where the terms allow it, within the tolerance, in
 *       part, or with a rest on account. A named item that can't be taken is a contradiction for a person, not a reason
 *       to take another one.
 *   <li>The customer's only open item of equal amount.
 *   <li>The customer's only set of open items, credits too, of equal sum.
 *   <li>The customer's only open item within the tolerance.
 * </ol>
 *
 * <p>Within a rule a tie is never broken silently: it is a question, unless the link says that the oldest are taken. One
 * item of equal amount is not in a tie with sets of equal sum: sets are looked for only where no single item fits,
 * since among many items some set has nearly every sum.
 */
public final class Matcher {

    private Matcher() {}

    /** Matches a payment. */
    public static MatchResult match(Payment payment, Found found) {
        Look look = new Look(payment, found.candidates());
        if (!found.allNamed()) {
            return look.unclear("more items bear numbers that the charge names than are looked at");
        }
        if (!look.naming().statedAmong(look.named())) {
            return look.unclear("no item of the ERP bears the invoice number that the charge states");
        }
        if (!look.named().isEmpty()) {
            return new ByNumber(look).match();
        }
        if (payment.customerAccount().isEmpty()) {
            return look.unclear("no known invoice is named and the customer is not known");
        }
        return found.allOfCustomer()
                ? new ByCustomer(look).match()
                : look.unclear("none is named, and the customer has more open items than are looked at");
    }
}
