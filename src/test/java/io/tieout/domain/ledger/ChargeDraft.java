package io.tieout.domain.ledger;

import io.tieout.domain.fact.BalanceEntry;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.ChargeStatus;
import io.tieout.domain.fact.DisputeStatus;
import io.tieout.domain.fact.FactKey;
import io.tieout.domain.fact.Refund;
import io.tieout.domain.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A charge as a test wants it: live, of 100.00 USD, succeeded, captured and booked, unless told otherwise. */
final class ChargeDraft {
    private boolean livemode = true;
    private ChargeStatus status = ChargeStatus.SUCCEEDED;
    private boolean captured = true;
    private Money amount = usd(10_000);
    private Money amountCaptured = usd(10_000);
    private Money amountRefunded = usd(0);
    private DisputeStatus dispute = DisputeStatus.NONE;
    private Optional<Money> gross = Optional.of(usd(10_000));
    private Instant bookedAt = Instant.parse("2026-11-10T12:00:00Z");
    private Instant created = Instant.parse("2026-11-10T11:59:00Z");
    private final List<Refund> refunds = new ArrayList<>();

    static Money usd(long cents) {
        return Money.ofMinor(cents, "USD");
    }

    ChargeDraft live(boolean value) {
        livemode = value;
        return this;
    }

    ChargeDraft status(ChargeStatus value) {
        status = value;
        return this;
    }

    ChargeDraft captured(boolean value) {
        captured = value;
        return this;
    }

    /** Authorised, captured and booked with one amount. */
    ChargeDraft amount(Money value) {
        amount = value;
        amountCaptured = value;
        gross = Optional.of(value);
        return this;
    }

    ChargeDraft amountCaptured(Money value) {
        amountCaptured = value;
        return this;
    }

    ChargeDraft dispute(DisputeStatus value) {
        dispute = value;
        return this;
    }

    ChargeDraft gross(Money value) {
        gross = Optional.of(value);
        return this;
    }

    ChargeDraft bookedAt(String instant) {
        bookedAt = Instant.parse(instant);
        return this;
    }

    ChargeDraft unbooked() {
        gross = Optional.empty();
        return this;
    }

    ChargeDraft created(String instant) {
        created = Instant.parse(instant);
        return this;
    }

    ChargeDraft amountRefunded(Money value) {
        amountRefunded = value;
        return this;
    }

    /** A refund that is booked when it is asked for; it raises the refunded amount when it counts. */
    ChargeDraft refund(Money value, String status, String instant) {
        Instant at = Instant.parse(instant);
        return refund(value, status, at, Optional.of(at));
    }

    /** A refund that is booked at another time than it was asked for, or not yet. */
    ChargeDraft refund(Money value, String status, Instant asked, Optional<Instant> booked) {
        String id = "re_" + (refunds.size() + 1);
        Money out = Money.zero(value.currency()).minus(value);
        Optional<BalanceEntry> entry =
                booked.map(at -> new BalanceEntry("txn_" + id, out, Money.zero(value.currency()), at));
        Refund refund = new Refund(key("refund", id), "ch_1", value, status, asked, entry);
        refunds.add(refund);
        if (refund.counts()) {
            amountRefunded = amountRefunded.plus(value);
        }
        return this;
    }

    Charge charge() {
        return new Charge(
                key("charge", "ch_1"),
                status,
                captured,
                amount,
                amountCaptured,
                amountRefunded,
                dispute,
                gross.map(money -> new BalanceEntry("txn_1", money, Money.zero(money.currency()), bookedAt)),
                Optional.of("cus_1"),
                Optional.of("pi_1"),
                "Payment for INV-1 by Jane Roe",
                Map.of("customer_name", "Jane Roe"),
                created,
                refunds);
    }

    private FactKey key(String type, String id) {
        return new FactKey("stripe", "acct_1", livemode, type, id);
    }
}
