package io.tieout.domain.ledger;

import static io.tieout.domain.ledger.ChargeDraft.usd;
import static io.tieout.domain.ledger.LedgerFixture.PERIODS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.fact.ChargeStatus;
import io.tieout.domain.fact.DisputeStatus;
import io.tieout.domain.ledger.ChargeRules.Verdict;
import io.tieout.domain.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargeRulesTest {
    private static final LocalDate START = LocalDate.of(2026, 10, 15);
    private static final ChargeRules RULES = new ChargeRules(LedgerFixture.policy("UTC", START, false), PERIODS);
    private static final Verdict FULLY_REFUNDED = new Verdict.Close("it was refunded in full within the same period");
    private static final Verdict PROCEED = proceed("2026-11-10");

    @Test
    void charge_nothingAgainstIt_proceedsOnItsDay() {
        assertThat(decide(new ChargeDraft())).isEqualTo(PROCEED);
    }

    @Test
    void charge_ofTheOtherMode_isClosed() {
        ChargeRules ofTestMode = new ChargeRules(testMode(), PERIODS);

        assertThat(decide(new ChargeDraft().live(false)))
                .isEqualTo(new Verdict.Close("it belongs to the provider's test mode"));
        assertThat(ofTestMode.decide(new ChargeDraft().charge(), Duration.ZERO))
                .isEqualTo(new Verdict.Close("it belongs to the provider's live mode"));
        assertThat(ofTestMode.decide(new ChargeDraft().live(false).charge(), Duration.ZERO))
                .isEqualTo(PROCEED);
    }

    @ParameterizedTest
    @CsvSource({"PENDING, pending", "FAILED, failed"})
    void charge_notSucceeded_isClosed(ChargeStatus status, String word) {
        assertThat(decide(new ChargeDraft().status(status)))
                .isEqualTo(new Verdict.Close("it has not succeeded (" + word + ")"));
    }

    @Test
    void charge_ofUnknownStatus_goesToAPerson() {
        assertThat(decide(new ChargeDraft().status(ChargeStatus.UNRECOGNIZED)))
                .isEqualTo(new Verdict.Ask("the provider's status of this charge is not known to this version"));
    }

    @Test
    void charge_onlyAuthorised_isClosed() {
        assertThat(decide(
                        new ChargeDraft().captured(false).amountCaptured(usd(0)).unbooked()))
                .isEqualTo(new Verdict.Close("it is authorised but not captured"));
    }

    @Test
    void charge_ofZero_isClosed() {
        assertThat(decide(new ChargeDraft().amount(usd(0)))).isEqualTo(new Verdict.Close("its amount is zero"));
    }

    @ParameterizedTest
    @CsvSource({"OPEN, Hold, a dispute of this charge is open", "LOST, Ask, a dispute of this charge was lost"})
    void charge_inDispute_isNotPosted(DisputeStatus dispute, String kind, String reason) {
        Verdict verdict = decide(new ChargeDraft().dispute(dispute));

        assertThat(verdict).isEqualTo(kind.equals("Hold") ? new Verdict.Hold(reason) : new Verdict.Ask(reason));
    }

    @Test
    void charge_withDisputeOfUnknownState_goesToAPerson() {
        assertThat(decide(new ChargeDraft().dispute(DisputeStatus.UNRECOGNIZED)))
                .isEqualTo(new Verdict.Ask("the state of its dispute is not known to this version"));
    }

    @ParameterizedTest
    @CsvSource({"OPEN, LOST", "LOST, OPEN"})
    void charge_whoseDisputeAPersonReleased_proceeds_butNotWithAnother(DisputeStatus released, DisputeStatus other) {
        String reason = reason(decide(new ChargeDraft().dispute(released)));

        assertThat(ChargeRules.releasable(reason)).isTrue();
        assertThat(RULES.decide(new ChargeDraft().dispute(released).charge(), Duration.ZERO, Set.of(reason)))
                .isEqualTo(PROCEED);
        assertThat(RULES.decide(new ChargeDraft().dispute(other).charge(), Duration.ZERO, Set.of(reason)))
                .isNotEqualTo(PROCEED);
        assertThat(ChargeRules.releasable(reason(decide(new ChargeDraft().dispute(DisputeStatus.UNRECOGNIZED)))))
                .isFalse();
    }

    private static String reason(Verdict verdict) {
        return verdict instanceof Verdict.Hold hold ? hold.reason() : ((Verdict.Ask) verdict).reason();
    }

    @Test
    void charge_withDisputeWon_proceeds() {
        assertThat(decide(new ChargeDraft().dispute(DisputeStatus.WON))).isEqualTo(PROCEED);
    }

    @Test
    void charge_notBookedYet_waitsUpToTheLimit() {
        ChargeDraft unbooked = new ChargeDraft().unbooked();

        assertThat(RULES.decide(unbooked.charge(), Duration.ofDays(2).minusNanos(1)))
                .isEqualTo(new Verdict.Await("the provider has not booked it yet (no balance transaction)"));
        assertThat(RULES.decide(unbooked.charge(), Duration.ofDays(2)))
                .isEqualTo(new Verdict.Ask("the provider has not booked it within PT48H"));
    }

    @Test
    void charge_settledInAnotherCurrency_goesToAPerson() {
        assertThat(decide(new ChargeDraft().gross(Money.ofMinor(9_000, "EUR"))))
                .isEqualTo(new Verdict.Ask("it was charged in USD and settled in EUR: conversion is not decided here"));
    }

    @Test
    void charge_bookedWithAnotherAmount_goesToAPerson() {
        assertThat(decide(new ChargeDraft().gross(usd(9_999))))
                .isEqualTo(new Verdict.Ask("the provider booked 99.99 USD, the charge says 100.00 USD"));
    }

    @Test
    void charge_capturedInPart_proceedsWhicheverAmountIsBooked() {
        assertThat(decide(new ChargeDraft().amountCaptured(usd(6_000)).gross(usd(10_000))))
                .isEqualTo(PROCEED);
        assertThat(decide(new ChargeDraft().amountCaptured(usd(6_000)).gross(usd(6_000))))
                .isEqualTo(PROCEED);
        assertThat(decide(new ChargeDraft().amountCaptured(usd(6_000)).gross(usd(4_000))))
                .isInstanceOf(Verdict.Ask.class);
    }

    @Test
    void charge_inCurrencyWithoutClearingAccount_goesToAPerson() {
        assertThat(decide(
                        new ChargeDraft().amount(Money.ofMinor(10_000, "CHF")).amountRefunded(Money.ofMinor(0, "CHF"))))
                .isEqualTo(new Verdict.Ask("the link names no clearing account for CHF"));
    }

    @Test
    void charge_inClosedPeriod_goesToAPersonOrMoves() {
        ChargeDraft october = new ChargeDraft().bookedAt("2026-10-31T23:59:59Z");

        assertThat(decide(october)).isEqualTo(new Verdict.Ask("period P10-2026 is not open"));
        assertThat(new ChargeRules(LedgerFixture.policy("UTC", START, true), PERIODS)
                        .decide(october.charge(), Duration.ZERO))
                .isEqualTo(new Verdict.Proceed(new AccountingDate.Moved(
                        LocalDate.of(2026, 11, 1),
                        LocalDate.of(2026, 10, 31),
                        "period P10-2026 is not open, moved to P11-2026")));
    }

    @Test
    void refund_fullWithinThePeriod_closes() {
        assertThat(decide(new ChargeDraft().refund(usd(10_000), "succeeded", "2026-11-30T23:59:59Z")))
                .isEqualTo(FULLY_REFUNDED);
        assertThat(decide(new ChargeDraft()
                        .refund(usd(4_000), "succeeded", "2026-11-11T00:00:00Z")
                        .refund(usd(6_000), "pending", "2026-11-12T00:00:00Z")))
                .isEqualTo(FULLY_REFUNDED);
    }

    @Test
    void refund_fullInALaterPeriod_isPostedGross() {
        assertThat(decide(new ChargeDraft().refund(usd(10_000), "succeeded", "2026-12-01T00:00:00Z")))
                .isEqualTo(PROCEED);
        assertThat(decide(new ChargeDraft()
                        .refund(usd(4_000), "succeeded", "2026-11-11T00:00:00Z")
                        .refund(usd(6_000), "succeeded", "2026-12-01T00:00:00Z")))
                .isEqualTo(PROCEED);
    }

    @Test
    void refund_bookedInALaterPeriodThanAskedFor_countsWhenBooked() {
        Instant asked = Instant.parse("2026-11-30T12:00:00Z");
        Instant booked = Instant.parse("2026-12-01T12:00:00Z");

        assertThat(decide(new ChargeDraft().refund(usd(10_000), "succeeded", asked, Optional.of(booked))))
                .isEqualTo(PROCEED);
        assertThat(decide(new ChargeDraft().refund(usd(10_000), "pending", asked, Optional.empty())))
                .isEqualTo(FULLY_REFUNDED);
    }

    @Test
    void refund_inPart_isPostedGross() {
        assertThat(decide(new ChargeDraft().refund(usd(9_999), "succeeded", "2026-11-11T00:00:00Z")))
                .isEqualTo(PROCEED);
    }

    @ParameterizedTest
    @CsvSource({"failed", "canceled"})
    void refund_failedOrCancelled_doesNotCount(String status) {
        assertThat(decide(new ChargeDraft().refund(usd(10_000), status, "2026-11-11T00:00:00Z")))
                .isEqualTo(PROCEED);
        assertThat(decide(new ChargeDraft()
                        .refund(usd(10_000), status, "2026-12-11T00:00:00Z")
                        .refund(usd(10_000), "succeeded", "2026-11-12T00:00:00Z")))
                .isEqualTo(FULLY_REFUNDED);
    }

    @Test
    void refund_fullWithoutKnownRefunds_isPostedGross() {
        assertThat(decide(new ChargeDraft().amountRefunded(usd(10_000)))).isEqualTo(PROCEED);
    }

    @Test
    void refund_ofAPartialCapture_closesOnlyWhenNothingIsLeft() {
        assertThat(decide(new ChargeDraft()
                        .amountCaptured(usd(6_000))
                        .refund(usd(4_000), "succeeded", "2026-11-10T12:00:00Z")))
                .isEqualTo(PROCEED);
        assertThat(decide(new ChargeDraft()
                        .amountCaptured(usd(6_000))
                        .refund(usd(4_000), "succeeded", "2026-11-10T12:00:00Z")
                        .refund(usd(6_000), "succeeded", "2026-11-20T12:00:00Z")))
                .isEqualTo(FULLY_REFUNDED);
        assertThat(decide(new ChargeDraft()
                        .amountCaptured(usd(3_000))
                        .refund(usd(7_000), "succeeded", "2026-11-10T12:00:00Z")
                        .refund(usd(3_000), "succeeded", "2026-12-20T12:00:00Z")))
                .isEqualTo(PROCEED);
    }

    @Test
    void rules_allBroken_answerInTheirOrder() {
        ChargeDraft draft = new ChargeDraft()
                .amount(Money.ofMinor(10_000, "CHF"))
                .amountRefunded(Money.ofMinor(0, "CHF"))
                .live(false)
                .status(ChargeStatus.FAILED)
                .captured(false)
                .amountCaptured(Money.ofMinor(0, "CHF"))
                .bookedAt("2026-10-14T23:59:59Z")
                .dispute(DisputeStatus.OPEN)
                .gross(usd(9_999));

        assertThat(decide(draft)).hasToString("Close[reason=it belongs to the provider's test mode]");
        assertThat(decide(draft.live(true))).hasToString("Close[reason=it has not succeeded (failed)]");
        assertThat(decide(draft.status(ChargeStatus.SUCCEEDED)))
                .hasToString("Close[reason=it is authorised but not captured]");
        assertThat(decide(draft.captured(true))).hasToString("Close[reason=its amount is zero]");
        assertThat(decide(draft.amountCaptured(Money.ofMinor(10_000, "CHF"))))
                .hasToString("Close[reason=its day 2026-10-14 is before the link's start date 2026-10-15]");
        assertThat(decide(draft.bookedAt("2026-10-15T00:00:00Z")))
                .hasToString("Hold[reason=a dispute of this charge is open]");
        assertThat(decide(draft.dispute(DisputeStatus.NONE)).toString()).contains("conversion is not decided");
        assertThat(decide(draft.gross(Money.ofMinor(9_999, "CHF"))).toString()).contains("the provider booked");
        assertThat(decide(draft.gross(Money.ofMinor(10_000, "CHF"))).toString()).contains("no clearing account");
    }

    @Test
    void charge_refundedInFullWithinAClosedPeriod_closesAllTheSame() {
        assertThat(decide(new ChargeDraft()
                        .bookedAt("2026-10-20T00:00:00Z")
                        .refund(usd(10_000), "succeeded", "2026-10-21T00:00:00Z")))
                .isEqualTo(FULLY_REFUNDED);
    }

    private static Verdict decide(ChargeDraft draft) {
        return RULES.decide(draft.charge(), Duration.ZERO);
    }

    private static Verdict proceed(String day) {
        return new Verdict.Proceed(new AccountingDate.AsBooked(LocalDate.parse(day)));
    }

    private static LedgerPolicy testMode() {
        LedgerPolicy live = RULES.policy();
        return new LedgerPolicy(
                false,
                live.start(),
                live.zone(),
                live.books(),
                live.entities(),
                live.invoiceKey(),
                live.customerKey(),
                live.bookingLimit(),
                live.moveToOpenPeriod(),
                live.batching(),
                live.matching(),
                live.unmatched());
    }
}
