package io.tieout.domain.fact;

import io.tieout.domain.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A charge as fetched (Stripe: charge object with its balance transaction, refunds and disputes).
 *
 * @param key identity; object type {@code charge}
 * @param status whether it took money
 * @param captured false while it is only an authorisation
 * @param amount authorised amount in the charge's currency
 * @param amountCaptured captured amount in the charge's currency: what is posted
 * @param amountRefunded refunded so far, in the charge's currency
 * @param dispute where its disputes stand
 * @param balanceEntry the provider's booking, absent until it exists
 * @param customer the provider's customer id, absent for a guest
 * @param paymentIntent the provider's payment intent id, absent for old charges
 * @param description free text of the merchant, empty when there is none
 * @param metadata the merchant's own keys and values
 * @param created when it was authorised (UTC): never an accounting date
 * @param refunds its refunds, failed ones too
 */
public record Charge(
        FactKey key,
        ChargeStatus status,
        boolean captured,
        Money amount,
        Money amountCaptured,
        Money amountRefunded,
        DisputeStatus dispute,
        Optional<BalanceEntry> balanceEntry,
        Optional<String> customer,
        Optional<String> paymentIntent,
        String description,
        Map<String, String> metadata,
        Instant created,
        List<Refund> refunds)
        implements Fact {

    public Charge {
        metadata = Map.copyOf(metadata);
        refunds = List.copyOf(refunds);
    }

    /** Prints ids only: description and metadata may hold personal data. */
    @Override
    public String toString() {
        return "Charge[" + key.objectId() + ", " + status + "]";
    }
}
