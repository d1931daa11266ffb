package io.tieout.fault;

import static io.tieout.fault.ReviewWorld.CLEARING;
import static io.tieout.fault.ReviewWorld.RECEIPTS;
import static io.tieout.fault.ReviewWorld.UNAPPLIED;
import static io.tieout.fault.ReviewWorld.UNIDENTIFIED;
import static io.tieout.fault.ReviewWorld.accepted;
import static io.tieout.fault.ReviewWorld.shares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.fault.ReviewWorld.Payer;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import io.tieout.testing.TrialProfile;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money that can't be matched (accounting.md rule 6): at once on account, or held; and the second effect later. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class UnmatchedMoneyIT {

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @Inject
    ReviewWorld review;

    @BeforeEach
    void hurry() {
        world.hurry();
    }

    @AfterEach
    void calm() {
        world.unmatched("hold");
        world.onAccount(Optional.of(UNAPPLIED));
        world.calm();
    }

    @Test
    void unknownPayer_whereMoneyIsRecorded_standsUnidentified_andAPersonAppliesItLater() {
        world.unmatched("record");
        Payer payer = review.payer("Late Payer", "70.01");
        String charge = review.charge(10_001, Map.of());
        acme.awaitState(charge, "CONFIRMED");
        assertThat(review.books(charge)).containsExactlyInAnyOrder(CLEARING + " 100.01", UNIDENTIFIED + " -100.01");
        assertThat(review.awaitApplied(charge, "REVIEW")).contains("on account, to be applied");
        String second = review.enter(payer.account(), "30");

        long apply = review.posting(charge, "APPLY");
        accepted(review.answer(
                apply,
                "allocate",
                shares("remittance of 11 November", false, Map.of(payer.item(), "70.01", second, "30.00"))));

        review.awaitApplied(charge, "CONFIRMED");
        assertThat(review.books(charge))
                .containsExactlyInAnyOrder(
                        CLEARING + " 100.01",
                        UNIDENTIFIED + " -100.01",
                        UNIDENTIFIED + " 100.01",
                        RECEIPTS + " -70.01 item " + payer.item(),
                        RECEIPTS + " -30.00 item " + second);
        assertThat(acme.number("select count(distinct reference) from posting where fact_id = " + acme.fact(charge)))
                .isEqualTo(2);
    }

    @Test
    void knownPayer_whereMoneyIsRecorded_standsUnapplied_andIsAppliedAlone_onceTheInvoiceIsThere() {
        world.unmatched("record");
        Payer payer = review.payer("Early Payer", "11.11");
        String charge = review.charge(20_002, payer.named());
        acme.awaitState(charge, "CONFIRMED");
        review.awaitApplied(charge, "REVIEW");

        String item = review.enter(payer.account(), "200.02");

        review.awaitApplied(charge, "CONFIRMED");
        assertThat(review.books(charge))
                .containsExactlyInAnyOrder(
                        CLEARING + " 200.02",
                        UNAPPLIED + " -200.02",
                        UNAPPLIED + " 200.02",
                        RECEIPTS + " -200.02 item " + item);
    }

    @Test
    void recordedMoney_thatMatchesBeforeItLeaves_isPostedOnceAndNothingIsApplied() {
        world.unmatched("record");
        world.batchAge("PT1H");
        Payer payer = review.payer("Quick Payer", "13.13");
        String charge = review.charge(30_003, payer.named());
        assertThat(acme.awaitState(charge, "MATCHED")).contains("recorded on account");
        review.awaitApplied(charge, "REVIEW");

        String item = review.enter(payer.account(), "300.03");
        review.as(TrialProfile.TOKEN).post("/api/v1/facts/" + acme.fact(charge) + "/replay");

        assertThat(review.awaitApplied(charge, "IGNORED")).contains("leaves nothing on account now");
        world.freezeNow();
        acme.awaitState(charge, "CONFIRMED");
        assertThat(review.books(charge))
                .containsExactlyInAnyOrder(CLEARING + " 300.03", RECEIPTS + " -300.03 item " + item);
    }

    @Test
    void recordedMoney_thatAPersonDecidesAboutBeforeItLeaves_goesWhereThePersonSaid() {
        Chosen decided = decidedBeforeItLeaves("Choosy Payer", "61.61");
        String charge = decided.charge();
        review.as(TrialProfile.TOKEN).post("/api/v1/facts/" + acme.fact(charge) + "/replay");

        world.freezeNow();
        review.awaitApplied(charge, "CONFIRMED");
        assertThat(review.books(charge))
                .containsExactlyInAnyOrder(
                        CLEARING + " 61.61",
                        UNAPPLIED + " -61.61",
                        UNAPPLIED + " 61.61",
                        RECEIPTS + " -61.61 item " + decided.item());
    }

    @Test
    void moneyThatStandsOnAnotherAccountThanWhenItWasApplied_isTakenOffThatOne() {
        String charge = appliedButNotFrozen("Moved Payer", "62.62");
        await("a look at what waits for the first journal")
                .until(() -> acme.number("select count(*) from fact where next_attempt_at is not null and id = "
                                + acme.fact(charge))
                        == 1);
        // As if the first journal had been amended since: what applies it names the account of before.
        long apply = review.posting(charge, "APPLY");
        acme.change("update posting set journal = jsonb_set(journal, '{lines,0,account}', '\"" + UNIDENTIFIED
                + "\"') where id = " + apply);

        world.freezeNow();
        await("what applies it is decided anew")
                .until(() -> acme.number("select count(*) from posting where state = 'MATCHED' and id = " + apply
                                + " and journal #>> '{lines,0,account}' = '" + UNAPPLIED + "'")
                        == 1);
        world.freezeNow();

        review.awaitApplied(charge, "CONFIRMED");
        assertThat(review.books(charge))
                .hasSize(4)
                .contains(CLEARING + " 62.62", UNAPPLIED + " -62.62", UNAPPLIED + " 62.62");
    }

    @Test
    void moneyWhoseBooksAPersonAccepted_isNotAppliedFromWhatWasSent() {
        String charge = appliedButNotFrozen("Corrected Payer", "63.63");
        acme.change("update posting set accepted = 'other lines' where id = " + review.posting(charge, "RECORD"));

        world.freezeNow();

        assertThat(review.awaitApplied(charge, "REVIEW")).contains("other lines were accepted in the books");
        assertThat(review.books(charge)).containsExactlyInAnyOrder(CLEARING + " 63.63", UNAPPLIED + " -63.63");
    }

    @Test
    void recordedMoney_ofALinkThatTakesNoneOnAccountAnyMore_isAskedAbout() {
        String charge = decidedBeforeItLeaves("Turned Payer", "64.64").charge();

        world.unmatched("hold");
        world.onAccount(Optional.empty());
        world.freezeNow();

        assertThat(acme.awaitState(charge, "REVIEW")).contains("names no account for that any more");
        assertThat(review.books(charge)).isEmpty();
        accepted(review.answer(review.posting(charge, "RECORD"), "send-back", Map.of("reason", "all of it anew")));
        assertThat(acme.number("select count(*) from decision where stands and voided_at is null and posting_id = "
                        + review.posting(charge, "APPLY")))
                .as("what was said of its use stands no more")
                .isZero();
    }

    /** A charge, and the item on which a person applied all of it. */
    private record Chosen(String charge, String item) {}

    /** A charge that is to go on account; a person has said what it is for before it left. */
    private Chosen decidedBeforeItLeaves(String name, String amount) {
        world.unmatched("record");
        world.batchAge("PT1H");
        Payer payer = review.payer(name, amount);
        String item = review.enter(payer.account(), amount);
        String charge = review.charge(cents(amount), payer.named());
        assertThat(acme.awaitState(charge, "MATCHED")).contains("recorded on account");
        review.awaitApplied(charge, "REVIEW");
        apply(charge, item, amount);
        return new Chosen(charge, item);
    }

    /** A person says that all of it is for this item. */
    private void apply(String charge, String item, String amount) {
        accepted(review.answer(
                review.posting(charge, "APPLY"), "allocate", shares("found", false, Map.of(item, amount))));
        review.awaitApplied(charge, "MATCHED");
    }

    private static long cents(String amount) {
        return new BigDecimal(amount).movePointRight(2).longValueExact();
    }

    /** A charge on account in the books; what applies it is decided, and waits to be frozen. */
    private String appliedButNotFrozen(String name, String amount) {
        world.unmatched("record");
        Payer payer = review.payer(name, "1");
        String charge = review.charge(cents(amount), payer.named());
        acme.awaitState(charge, "CONFIRMED");
        review.awaitApplied(charge, "REVIEW");
        world.batchAge("PT1H");
        String item = review.enter(payer.account(), "900");
        apply(charge, item, amount);
        return charge;
    }

    @Test
    void heldMoney_splitByAPerson_leavesItsRestOnAccount_whereNothingTakesItAlone() {
        Payer payer = review.payer("Round Payer", "40");
        String charge = review.charge(5_000, payer.named());
        acme.awaitState(charge, "REVIEW");
        assertThat(review.books(charge)).isEmpty();

        long record = review.posting(charge, "RECORD");
        accepted(review.answer(record, "allocate", shares("rounded up", true, Map.of(payer.item(), "40"))));

        acme.awaitState(charge, "CONFIRMED");
        assertThat(review.books(charge))
                .containsExactlyInAnyOrder(
                        CLEARING + " 50.00", RECEIPTS + " -40.00 item " + payer.item(), UNAPPLIED + " -10.00");
        assertThat(review.awaitApplied(charge, "HELD")).contains("left on account; apply it when you know");
        String listed = review.as(TrialProfile.TOKEN)
                .queryParam("kind", "ON_ACCOUNT")
                .get("/api/v1/reviews")
                .jsonPath()
                .getString("items.providerId");
        assertThat(listed).contains(charge);

        accepted(review.answer(
                review.posting(charge, "APPLY"), "close", Map.of("reason", "paid back by a transfer outside")));

        assertThat(review.awaitApplied(charge, "IGNORED")).contains("paid back by a transfer outside");
    }

    @Test
    void unappliedByAPerson_isRecordedNow_andWaitsOnAccount() {
        Payer payer = review.payer("Prepaying Payer", "12.34");
        String charge = review.charge(33_300, payer.named());
        acme.awaitState(charge, "REVIEW");

        accepted(review.answer(
                review.posting(charge, "RECORD"), "unapplied", Map.of("reason", "a prepayment for December")));

        acme.awaitState(charge, "CONFIRMED");
        assertThat(review.books(charge)).containsExactlyInAnyOrder(CLEARING + " 333.00", UNAPPLIED + " -333.00");
        review.awaitApplied(charge, "HELD");
        var overview = review.as(TrialProfile.TOKEN).get("/api/v1/overview").jsonPath();
        assertThat(overview.getString("onAccount.state")).contains("HELD");

        String item = review.enter(payer.account(), "333");
        accepted(review.answer(
                review.posting(charge, "APPLY"), "allocate", shares("invoiced now", false, Map.of(item, "333"))));

        review.awaitApplied(charge, "CONFIRMED");
        assertThat(review.books(charge)).contains(UNAPPLIED + " 333.00", RECEIPTS + " -333.00 item " + item);
    }
}
