package io.tieout.store.view;

import io.tieout.domain.fact.BalanceEntry;
import io.tieout.domain.money.Money;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a fact, in the order in which it happened.
 *
 * @param events those that led to it
 * @param fetched the provider's object as it was fetched last
 * @param parts facts that belong to it: the refunds of a charge
 * @param batches those that its postings are frozen in
 * @param audit what was done, by whom
 */
public record FactStory(
        FactLine line,
        List<EventLine> events,
        Fetched fetched,
        List<PostingStory> postings,
        List<BatchStory> batches,
        List<FactLine> parts,
        List<AuditLine> audit) {

    public FactStory {
        events = List.copyOf(events);
        postings = List.copyOf(postings);
        batches = List.copyOf(batches);
        parts = List.copyOf(parts);
        audit = List.copyOf(audit);
    }

    /** Whether something is still on its way: a look later may show more. */
    public boolean underway() {
        return line.due().isPresent()
                || batches.stream().anyMatch(batch -> batch.due().isPresent());
    }

    /**
     * Accounting fields of the fetched object; its free texts are left out, since they may hold personal data.
     *
     * @param status the provider's word for where it stands
     * @param refunded refunded so far; absent for a refund
     * @param dispute where its disputes stand; absent for a refund
     * @param customer the provider's customer id
     * @param paymentIntent the provider's payment intent id
     * @param balanceEntry the provider's booking, absent until it exists
     */
    public record Fetched(
            String status,
            Money amount,
            Optional<Money> refunded,
            Optional<String> dispute,
            Optional<String> customer,
            Optional<String> paymentIntent,
            Optional<BalanceEntry> balanceEntry) {}
}
