package io.tieout.connector.stripe;

import io.tieout.connector.stripe.wire.StripeObject;
import io.tieout.domain.fact.BalanceEntry;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.ChargeStatus;
import io.tieout.domain.fact.DisputeStatus;
import io.tieout.domain.fact.FactKey;
import io.tieout.domain.fact.Refund;
import io.tieout.domain.money.Money;
import io.tieout.port.NeedsPerson;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Translates a fetched charge with its refunds and disputes into facts. Amounts go through {@link StripeAmounts};
 * a status that this version does not know is neither success nor failure.
 */
final class StripeCharges {
    /** From harmless to unknown: what is unknown may be worse than all we know. */
    private static final List<DisputeStatus> FROM_BEST_TO_WORST = List.of(
            DisputeStatus.NONE, DisputeStatus.WON, DisputeStatus.OPEN, DisputeStatus.LOST, DisputeStatus.UNRECOGNIZED);

    private StripeCharges() {}

    /**
     * What was fetched of one charge.
     *
     * @param charge the charge, its balance transaction expanded
     * @param refunds all its refunds, their balance transactions expanded
     * @param disputes all its disputes
     */
    record Fetched(StripeObject charge, List<StripeObject> refunds, List<StripeObject> disputes) {}

    /**
     * The fact.
     *
     * @throws NeedsPerson when the charge is of the other mode than the connection, or an amount can't be exact
     */
    static Charge toFact(StripeSettings settings, Fetched fetched) {
        StripeObject charge = fetched.charge();
        boolean livemode = charge.flag("livemode");
        if (livemode != settings.livemode()) {
            throw new NeedsPerson("Stripe's charge is of " + (livemode ? "live" : "test") + " mode, the connection's"
                    + " setting 'livemode' says " + settings.livemode() + ": set the right key or setting");
        }
        FactKey key = key(settings, "charge", charge);
        return new Charge(
                key,
                status(charge.text("status")),
                charge.flag("captured"),
                money(charge, "amount"),
                money(charge, "amount_captured"),
                money(charge, "amount_refunded"),
                dispute(charge, fetched.disputes()),
                balanceEntry(charge),
                charge.id("customer"),
                charge.id("payment_intent"),
                charge.textOrEmpty("description"),
                charge.texts("metadata"),
                charge.instant("created"),
                fetched.refunds().stream()
                        .map(refund -> refund(settings, key.objectId(), refund))
                        .toList());
    }

    private static Refund refund(StripeSettings settings, String charge, StripeObject refund) {
        return new Refund(
                key(settings, "refund", refund),
                charge,
                money(refund, "amount"),
                refund.textOrEmpty("status"),
                refund.instant("created"),
                balanceEntry(refund));
    }

    /** Refunds carry no livemode of their own: they are of their charge's, which was checked. */
    private static FactKey key(StripeSettings settings, String type, StripeObject object) {
        return new FactKey("stripe", settings.account(), settings.livemode(), type, object.text("id"));
    }

    private static Optional<BalanceEntry> balanceEntry(StripeObject owner) {
        return owner.object("balance_transaction")
                .map(entry -> new BalanceEntry(
                        entry.text("id"), money(entry, "amount"), money(entry, "fee"), entry.instant("created")));
    }

    private static Money money(StripeObject object, String field) {
        return StripeAmounts.toMoney(object.integer(field), object.text("currency"));
    }

    private static ChargeStatus status(String status) {
        return switch (status) {
            case "succeeded" -> ChargeStatus.SUCCEEDED;
            case "pending" -> ChargeStatus.PENDING;
            case "failed" -> ChargeStatus.FAILED;
            default -> ChargeStatus.UNRECOGNIZED;
        };
    }

    /** A charge that says it is disputed while no dispute is listed yet has one whose outcome is unknown. */
    private static DisputeStatus dispute(StripeObject charge, List<StripeObject> disputes) {
        return disputes.stream()
                .map(dispute -> disputeStatus(dispute.text("status")))
                .max(Comparator.comparingInt(FROM_BEST_TO_WORST::indexOf))
                .orElse(charge.flag("disputed") ? DisputeStatus.OPEN : DisputeStatus.NONE);
    }

    private static DisputeStatus disputeStatus(String status) {
        return switch (status) {
            case "warning_closed" -> DisputeStatus.NONE;
            case "warning_needs_response", "warning_under_review", "needs_response", "under_review" ->
                DisputeStatus.OPEN;
            case "won" -> DisputeStatus.WON;
            // Prevented: settled with the payer before it became a chargeback, so the money is gone.
            case "lost", "prevented" -> DisputeStatus.LOST;
            default -> DisputeStatus.UNRECOGNIZED;
        };
    }
}
