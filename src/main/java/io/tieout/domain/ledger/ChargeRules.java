package io.tieout.domain.ledger;

import io.tieout.domain.fact.BalanceEntry;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.ChargeStatus;
import io.tieout.domain.fact.DisputeStatus;
import io.tieout.domain.fact.Refund;
import io.tieout.domain.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is decided about a charge before any matching, each with its reason in words (accounting.md rules 1, 3, 4, 5
 * and 8).
 *
 * @param policy the link's
 * @param periods all periods of the link's ledger
 */
public record ChargeRules(LedgerPolicy policy, List<Period> periods) {
    private static final String OPEN_DISPUTE = "a dispute of this charge is open";
    private static final String LOST_DISPUTE = "a dispute of this charge was lost";

    /**
     * Whether a person may let a charge go on that a rule holds or asks about. Only disputes: the charge is posted
     * gross all the same, and what becomes of its dispute is a fact of its own. Nobody can release what lacks a
     * booking, an account or an open period.
     *
     * @param reason the rule's, in its own words
     */
    public static boolean releasable(String reason) {
        return reason.equals(OPEN_DISPUTE) || reason.equals(LOST_DISPUTE);
    }

    /** A decision before matching. */
    public sealed interface Verdict {
        /** Closed: it posts nothing. */
        record Close(String reason) implements Verdict {}

        /** Held until something changes at the provider. */
        record Hold(String reason) implements Verdict {}

        /** Waits for something that will come by itself. */
        record Await(String reason) implements Verdict {}

        /** A person must decide. */
        record Ask(String reason) implements Verdict {}

        /** To be matched, gross of later refunds, with this accounting date. */
        record Proceed(AccountingDate date) implements Verdict {}
    }

    public ChargeRules {
        periods = List.copyOf(periods);
    }

    /**
     * Decides.
     *
     * @param waited how long this charge has waited for the provider's booking
     */
    public Verdict decide(Charge charge, Duration waited) {
        return decide(charge, waited, Set.of());
    }

    /**
     * Decides, where a person has released it.
     *
     * @param waited how long this charge has waited for the provider's booking
     * @param released reasons in whose face it goes on
     */
    public Verdict decide(Charge charge, Duration waited, Set<String> released) {
        return closed(charge)
                .or(() -> dispute(charge, released))
                .orElseGet(() -> charge.balanceEntry()
                        .map(entry -> booked(charge, entry))
                        .orElseGet(() -> unbooked(waited)));
    }

    private Optional<Verdict> closed(Charge charge) {
        if (charge.key().livemode() != policy.livemode()) {
            return close("it belongs to the provider's " + (policy.livemode() ? "test" : "live") + " mode");
        }
        if (charge.status() == ChargeStatus.UNRECOGNIZED) {
            return Optional.of(new Verdict.Ask("the provider's status of this charge is not known to this version"));
        }
        if (charge.status() != ChargeStatus.SUCCEEDED) {
            return close("it has not succeeded (" + charge.status().name().toLowerCase(java.util.Locale.ROOT) + ")");
        }
        if (!charge.captured()) {
            return close("it is authorised but not captured");
        }
        if (charge.amountCaptured().isZero()) {
            return close("its amount is zero");
        }
        return beforeStart(charge);
    }

    /** Only the provider's booking has an accounting day: what was authorised before the start may be booked after. */
    private Optional<Verdict> beforeStart(Charge charge) {
        return charge.balanceEntry()
                .map(entry -> entry.created().atZone(policy.zone()).toLocalDate())
                .filter(day -> day.isBefore(policy.start()))
                .flatMap(day -> close("its day " + day + " is before the link's start date " + policy.start()));
    }

    private static Optional<Verdict> close(String reason) {
        return Optional.of(new Verdict.Close(reason));
    }

    /** What a dispute means, of those that nobody has released. */
    public static Optional<Verdict> dispute(Charge charge, Set<String> released) {
        boolean open = charge.dispute() == DisputeStatus.OPEN && !released.contains(OPEN_DISPUTE);
        boolean lost = charge.dispute() == DisputeStatus.LOST && !released.contains(LOST_DISPUTE);
        boolean known = charge.dispute() != DisputeStatus.UNRECOGNIZED;
        return open || lost || !known ? disputed(charge) : Optional.empty();
    }

    private static Optional<Verdict> disputed(Charge charge) {
        return switch (charge.dispute()) {
            case NONE, WON -> Optional.empty();
            case OPEN -> Optional.of(new Verdict.Hold(OPEN_DISPUTE));
            case LOST -> Optional.of(new Verdict.Ask(LOST_DISPUTE));
            case UNRECOGNIZED -> Optional.of(new Verdict.Ask("the state of its dispute is not known to this version"));
        };
    }

    private Verdict unbooked(Duration waited) {
        return waited.compareTo(policy.bookingLimit()) < 0
                ? new Verdict.Await("the provider has not booked it yet (no balance transaction)")
                : new Verdict.Ask("the provider has not booked it within " + policy.bookingLimit());
    }

    private Verdict booked(Charge charge, BalanceEntry entry) {
        if (!entry.gross().currency().equals(charge.amount().currency())) {
            return new Verdict.Ask("it was charged in " + charge.amount().currency() + " and settled in "
                    + entry.gross().currency() + ": conversion is not decided here");
        }
        if (!entry.gross().equals(charge.amount()) && !entry.gross().equals(charge.amountCaptured())) {
            return new Verdict.Ask("the provider booked " + entry.gross() + ", the charge says " + charge.amount());
        }
        if (policy.books().clearing(charge.amount().currency()).isEmpty()) {
            return new Verdict.Ask(
                    "the link names no clearing account for " + charge.amount().currency());
        }
        LocalDate day = entry.created().atZone(policy.zone()).toLocalDate();
        if (refundedWithinPeriod(charge, day)) {
            return new Verdict.Close("it was refunded in full within the same period");
        }
        AccountingDate date = AccountingDate.of(day, periods, policy.moveToOpenPeriod());
        return date instanceof AccountingDate.Undecidable undecidable
                ? new Verdict.Ask(undecidable.reason())
                : new Verdict.Proceed(date);
    }

    private boolean refundedWithinPeriod(Charge charge, LocalDate day) {
        // What a partial capture leaves counts as refunded too, so the authorised amount is the measure.
        if (charge.amountRefunded().compareTo(charge.amount()) < 0) {
            return false;
        }
        List<Refund> counting = charge.refunds().stream().filter(Refund::counts).toList();
        Money known = counting.stream()
                .map(Refund::amount)
                .reduce(Money.zero(charge.amount().currency()), Money::plus);
        Optional<Period> period = AccountingDate.regular(periods, day);
        return known.compareTo(charge.amountCaptured()) >= 0
                && period.isPresent()
                && counting.stream().allMatch(refund -> period.get().covers(dayOf(refund)));
    }

    private LocalDate dayOf(Refund refund) {
        Instant booked = refund.balanceEntry().map(BalanceEntry::created).orElse(refund.created());
        return booked.atZone(policy.zone()).toLocalDate();
    }
}
