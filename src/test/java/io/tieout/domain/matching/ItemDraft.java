package io.tieout.domain.matching;

import io.tieout.domain.matching.MatchingPolicy.Sets;
import io.tieout.domain.matching.MatchingPolicy.Tolerance;
import io.tieout.domain.money.Money;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An open item as a test wants it, changed one part at a time. */
record ItemDraft(OpenItem item, Money free) {
    /** Nothing is allowed but exact matches; a sum takes at most eight items. */
    static final Payment.Terms STRICT = new Payment.Terms(false, false, Sets.REVIEW, 8, Tolerance.NONE);

    /** An item of customer 1001 in entity 204, wholly free, due at the end of November 2026; negative for a credit. */
    static ItemDraft item(String id, String number, long usdCents) {
        Money left = usd(usdCents);
        return new ItemDraft(
                new OpenItem(
                        id,
                        "204",
                        "1001",
                        "N-1001",
                        "Customer 1001",
                        number,
                        "T-" + id,
                        usdCents < 0 ? "CM" : "INV",
                        left,
                        left,
                        usd(0),
                        false,
                        1,
                        LocalDate.of(2026, 11, 30),
                        true),
                left);
    }

    static Money usd(long cents) {
        return Money.ofMinor(cents, "USD");
    }

    static Payment payment(long usdCents, Set<String> named, Optional<String> customer) {
        return payment(usdCents, new NamedInvoices(Set.of(), named), customer);
    }

    static Payment payment(long usdCents, NamedInvoices named, Optional<String> customer) {
        return new Payment(usd(usdCents), named, customer, Set.of("204"), STRICT);
    }

    static Payment with(Payment payment, UnaryOperator<Payment.Terms> change) {
        return new Payment(
                payment.amount(),
                payment.named(),
                payment.customerAccount(),
                payment.entities(),
                change.apply(payment.terms()));
    }

    ItemDraft in(String entity) {
        return new ItemDraft(copy(entity, item.customerAccount(), item.disputed(), item.selectedForReceipt()), free);
    }

    ItemDraft of(String customer) {
        return new ItemDraft(copy(item.entity(), customer, item.disputed(), item.selectedForReceipt()), free);
    }

    ItemDraft inDispute(long cents) {
        Money disputed = new Money(cents, item.remaining().currency());
        return new ItemDraft(copy(item.entity(), item.customerAccount(), disputed, item.selectedForReceipt()), free);
    }

    ItemDraft chosenForReceipt() {
        return new ItemDraft(copy(item.entity(), item.customerAccount(), item.disputed(), true), free);
    }

    ItemDraft free(long cents) {
        return new ItemDraft(item, new Money(cents, item.remaining().currency()));
    }

    ItemDraft due(LocalDate day) {
        return changed(item.transaction(), item.instalment(), day, item.open());
    }

    /** One of the instalments of a transaction, due at the end of its month of 2027. */
    ItemDraft instalment(String transaction, int number) {
        return changed(transaction, number, LocalDate.of(2027, number, 28), item.open());
    }

    /** Closed in the ERP; its amounts stay, so that only the flag speaks. */
    ItemDraft closed() {
        return changed(item.transaction(), item.instalment(), item.due(), false);
    }

    ItemDraft inCurrency(String code) {
        Money left = Money.ofMinor(item.remaining().minorUnits(), code);
        return new ItemDraft(
                new OpenItem(
                        item.id(),
                        item.entity(),
                        item.customerAccount(),
                        item.accountNumber(),
                        item.customerName(),
                        item.number(),
                        item.transaction(),
                        item.kind(),
                        left,
                        left,
                        Money.ofMinor(item.disputed().minorUnits(), code),
                        item.selectedForReceipt(),
                        item.instalment(),
                        item.due(),
                        item.open()),
                Money.ofMinor(free.minorUnits(), code));
    }

    private ItemDraft changed(String transaction, int instalment, LocalDate due, boolean open) {
        return new ItemDraft(
                new OpenItem(
                        item.id(),
                        item.entity(),
                        item.customerAccount(),
                        item.accountNumber(),
                        item.customerName(),
                        item.number(),
                        transaction,
                        item.kind(),
                        item.original(),
                        item.remaining(),
                        item.disputed(),
                        item.selectedForReceipt(),
                        instalment,
                        due,
                        open),
                free);
    }

    private OpenItem copy(String entity, String customer, Money disputed, boolean selected) {
        return new OpenItem(
                item.id(),
                entity,
                customer,
                item.accountNumber(),
                item.customerName(),
                item.number(),
                item.transaction(),
                item.kind(),
                item.original(),
                item.remaining(),
                disputed,
                selected,
                item.instalment(),
                item.due(),
                item.open());
    }

    Candidate candidate() {
        return new Candidate(item, free);
    }
}
