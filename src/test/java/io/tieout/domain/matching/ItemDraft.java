package io.tieout.domain.matching;

import io.tieout.domain.money.Money;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * An open item as a test wants it, changed one part at a time.
 *
 * @param free what other postings leave of it, in minor units of {@code currency}
 */
record ItemDraft(
        String id,
        String entity,
        String customer,
        String number,
        String currency,
        long remaining,
        long free,
        long disputed,
        boolean selected,
        LocalDate due,
        boolean open) {

    /** An item of customer 1001 in entity 204, wholly free, due at the end of November 2026. */
    static ItemDraft item(String id, String number, long usdCents) {
        LocalDate due = LocalDate.of(2026, 11, 30);
        return new ItemDraft(id, "204", "1001", number, "USD", usdCents, usdCents, 0, false, due, true);
    }

    static Payment payment(long usdCents, Set<String> named, Optional<String> customer) {
        return payment(usdCents, new NamedInvoices(Optional.empty(), named), customer);
    }

    static Payment payment(long usdCents, NamedInvoices named, Optional<String> customer) {
        return new Payment(Money.ofMinor(usdCents, "USD"), named, customer, Set.of("204"));
    }

    ItemDraft in(String other) {
        return new ItemDraft(id, other, customer, number, currency, remaining, free, disputed, selected, due, open);
    }

    ItemDraft of(String other) {
        return new ItemDraft(id, entity, other, number, currency, remaining, free, disputed, selected, due, open);
    }

    ItemDraft inCurrency(String other) {
        return new ItemDraft(id, entity, customer, number, other, remaining, free, disputed, selected, due, open);
    }

    ItemDraft free(long cents) {
        return new ItemDraft(id, entity, customer, number, currency, remaining, cents, disputed, selected, due, open);
    }

    ItemDraft inDispute(long cents) {
        return new ItemDraft(id, entity, customer, number, currency, remaining, free, cents, selected, due, open);
    }

    ItemDraft chosenForReceipt() {
        return new ItemDraft(id, entity, customer, number, currency, remaining, free, disputed, true, due, open);
    }

    ItemDraft due(LocalDate day) {
        return new ItemDraft(id, entity, customer, number, currency, remaining, free, disputed, selected, day, open);
    }

    /** Closed in the ERP; its amounts stay, so that only the flag speaks. */
    ItemDraft closed() {
        return new ItemDraft(id, entity, customer, number, currency, remaining, free, disputed, selected, due, false);
    }

    Candidate candidate() {
        Money left = Money.ofMinor(remaining, currency);
        OpenItem item = new OpenItem(
                id,
                entity,
                customer,
                "N-" + customer,
                "Customer " + customer,
                number,
                remaining < 0 ? "CM" : "INV",
                left,
                left,
                Money.ofMinor(disputed, currency),
                selected,
                1,
                due,
                open);
        return new Candidate(item, Money.ofMinor(free, currency));
    }
}
