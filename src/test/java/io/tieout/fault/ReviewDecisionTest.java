package io.tieout.fault;

import static io.tieout.fault.ReviewWorld.accepted;
import static io.tieout.fault.ReviewWorld.shares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tieout.fault.ReviewWorld.Payer;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import io.tieout.testing.TrialProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person decides stands at every later look, until a rule, the ERP or another person speaks against it. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class ReviewDecisionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
        world.calm();
    }

    private long asked(String charge) {
        acme.awaitState(charge, "REVIEW");
        return review.posting(charge, "RECORD");
    }

    @Test
    void allocation_whoseItemIsClosedBeforeItLeaves_isVoided_andAskedAgain() {
        world.batchAge("PT1H");
        Payer payer = review.payer("Twice Payer", "81.20");
        String charge = review.charge(8_000, payer.named());
        long posting = asked(charge);
        accepted(review.answer(posting, "allocate", shares("part payment", false, Map.of(payer.item(), "80"))));
        assertThat(acme.awaitState(charge, "MATCHED")).contains("part payment");
        replay(charge);
        assertThat(acme.posting(charge).orElseThrow()).startsWith("MATCHED: decided by");

        acme.ebs("/_sandbox/ebs/receipt", Map.of("payment_schedule_id", payer.item()));
        await().atMost(PATIENCE).until(() -> {
            world.freezeNow();
            return acme.posting(charge).orElseThrow().startsWith("REVIEW");
        });

        assertThat(acme.posting(charge).orElseThrow()).contains("can't be done any more");
        Response question = review.question(posting);
        assertThat(question.jsonPath().getBoolean("decisions[0].stands")).isFalse();
        assertThat(question.jsonPath().getString("decisions[0].voidedBy")).isEqualTo("system");
        assertThat(review.books(charge)).isEmpty();
    }

    @Test
    void disputeAfterADecision_holdsIt_andTheDecisionStandsOnceItIsWon() {
        world.batchAge("PT1H");
        acme.stripe("/_sandbox/settings", Map.of("disputeDelay", "PT3S"));
        Payer payer = review.payer("Disputing Payer", "61.20");
        Map<String, String> form = new HashMap<>(Map.of(
                "amount", "6000",
                "currency", "usd",
                "payment_method", "pm_card_createDispute",
                "confirm", "true"));
        payer.named().forEach((key, value) -> form.put("metadata[" + key + "]", value));
        String charge = acme.intent(form);
        accepted(review.answer(asked(charge), "allocate", shares("part", false, Map.of(payer.item(), "60"))));
        acme.awaitState(charge, "MATCHED");

        acme.awaitState(charge, "HELD");
        assertThat(review.question(review.posting(charge, "RECORD")).jsonPath().getList("answers"))
                .contains("release", "close")
                .doesNotContain("allocate");
        String dispute = acme.stripeTable("disputes").stream()
                .filter(row -> row.toString().contains(charge))
                .map(row -> row.path("id").asText())
                .findFirst()
                .orElseThrow();
        world.batchAge("PT0.05S");
        acme.stripe("/_sandbox/dispute", Map.of("dispute", dispute, "outcome", "win"));

        acme.awaitState(charge, "CONFIRMED");
        assertThat(review.books(charge)).contains(ReviewWorld.RECEIPTS + " -60.00 item " + payer.item());
    }

    @Test
    void release_ofADisputedCharge_postsIt() {
        world.batchAge("PT1H");
        String charge =
                acme.pay("INV-10098", "dispute", "prompt").path("charge").asText();
        acme.awaitState(charge, "HELD");
        world.batchAge("PT0.05S");
        long posting = review.posting(charge, "RECORD");

        // Each event of the dispute has the posting looked at again, and so gives it another version.
        await().untilAsserted(() ->
                accepted(review.answer(posting, "release", Map.of("reason", "the customer withdraws it"))));

        acme.awaitState(charge, "CONFIRMED");
        assertThat(review.books(charge)).hasSize(2);
    }

    @Test
    void secondDecider_isToldWhoDecidedWhat() {
        String charge = review.charge(4_321, Map.of());
        long posting = asked(charge);
        String version = review.question(posting).header("ETag");
        accepted(review.answer(posting, "close", Map.of("reason", "a test payment of ours"), version));

        Response second = review.answer(posting, "unapplied", Map.of("reason", "keep it"), version);

        assertThat(second.statusCode()).isEqualTo(412);
        assertThat(second.jsonPath().getString("detail")).contains("close", "a test payment of ours", "token:");
        Response onThePage = review.page(posting, "unapplied", Map.of("reason", "keep it", "version", tag(version)));
        assertThat(onThePage.statusCode()).isEqualTo(412);
        assertThat(onThePage.asString()).contains("a test payment of ours", "role=\"alert\"");
        assertThat(review.as(TrialProfile.TOKEN)
                        .body(Map.of("reason", "keep it"))
                        .post("/api/v1/reviews/" + posting + "/unapplied")
                        .statusCode())
                .isEqualTo(428);
    }

    private static String tag(String version) {
        return version.replace("\"", "");
    }

    @Test
    void closedByAPerson_staysClosed_untilAPersonSendsItBack() {
        String charge = review.charge(4_322, Map.of());
        long posting = asked(charge);
        accepted(review.answer(posting, "close", Map.of("reason", "not ours to post")));

        replay(charge);
        assertThat(acme.posting(charge).orElseThrow()).startsWith("IGNORED: closed by");

        Response back = review.answer(posting, "send-back", Map.of("reason", "it is ours after all"));

        accepted(back);
        assertThat(back.jsonPath().getString("posting.posting.state")).isEqualTo("REVIEW");
        assertThat(back.jsonPath().getBoolean("decisions[0].stands")).isFalse();
        accepted(review.answer(posting, "close", Map.of("reason", "done with it")));
    }

    /** Has the charge looked at again, and waits until that is over. */
    private void replay(String charge) {
        long fact = acme.fact(charge);
        long looks = looks(fact);
        review.as(TrialProfile.TOKEN)
                .post("/api/v1/facts/" + fact + "/replay")
                .then()
                .statusCode(202);
        await().atMost(PATIENCE)
                .until(() -> looks(fact) > looks
                        && acme.number("select count(*) from fact where id = " + fact + " and lease_until is null")
                                == 1);
    }

    private long looks(long fact) {
        return acme.number("select count(*) from audit_entry where action = 'fact.fetched' and fact_id = " + fact);
    }

    @Test
    void map_makesThePayerKnown_andTheChargeMatches() {
        Payer payer = review.payer("Nameless Payer", "77.10");
        String charge = ofCustomer(acme.customer("Nameless Payer at Stripe"), "7710");
        long posting = asked(charge);

        accepted(review.answer(
                posting, "map", account(payer.account().id(), payer.account().number())));

        acme.awaitState(charge, "CONFIRMED");
        assertThat(review.books(charge)).contains(ReviewWorld.RECEIPTS + " -77.10 item " + payer.item());
    }

    private String ofCustomer(String customer, String cents) {
        return acme.intent(Map.of(
                "amount", cents,
                "currency", "usd",
                "payment_method", "pm_card_visa",
                "customer", customer,
                "confirm", "true"));
    }

    private static Map<String, String> account(String id, String number) {
        return Map.of("reason", "the same company", "account", id, "accountNumber", number);
    }

    /** One wrong digit, and all later payments of this customer would settle somebody else's invoices. */
    @Test
    void map_toAnAccountWithoutOpenItems_isRefusedByField_unlessThePersonKnows() {
        Payer payer = review.payer("Mistyped Payer", "76.10");
        String id = payer.account().id();
        String number = payer.account().number();
        String customer = acme.customer("Mistyped Payer at Stripe");
        long posting = asked(ofCustomer(customer, "4334"));

        assertMapRefused(posting, account(id, number + "0"), "accountNumber", number);
        assertMapRefused(posting, account(id + "0", number), "account", id);
        assertMapRefused(posting, account("4711", "unheard-of"), "account", "unchecked");
        assertThat(mapped(customer)).isZero();
        Response onThePage = review.page(
                posting,
                "map",
                Map.of(
                        "reason", "a new customer",
                        "account", "4711",
                        "account_number", "unheard-of",
                        "version", version(posting)));
        assertThat(onThePage.statusCode()).isEqualTo(400);
        assertThat(onThePage.asString()).contains("name=\"unchecked\"", "role=\"alert\"");

        Map<String, Object> sure = new HashMap<>(account("4711", "unheard-of"));
        sure.put("unchecked", true);
        accepted(review.answer(posting, "map", sure));

        assertThat(mapped(customer)).isEqualTo(1);
    }

    @Test
    void map_toAnAccountWithoutOpenItems_byTheTickedBoxOfThePage_isKept() {
        String customer = acme.customer("Brand New Payer at Stripe");
        long posting = asked(ofCustomer(customer, "4335"));

        Response kept = review.page(
                posting,
                "map",
                Map.of(
                        "reason", "a new customer",
                        "account", "4712",
                        "account_number", "unheard-of-too",
                        "unchecked", "yes",
                        "version", version(posting)));

        assertThat(kept.statusCode()).as(kept.asString()).isEqualTo(303);
        assertThat(mapped(customer)).isEqualTo(1);
    }

    private String version(long posting) {
        return tag(review.question(posting).header("ETag"));
    }

    private long mapped(String customer) {
        return acme.number("select count(*) from customer_map where customer = '" + customer + "'");
    }

    private void assertMapRefused(long posting, Map<String, ?> body, String field, String words) {
        Response refused = review.answer(posting, "map", body);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.jsonPath().getList("errors.field")).containsExactly(field);
        assertThat(refused.jsonPath().getString("errors.message")).contains(words);
    }

    @Test
    void answersThatCantBe_areRefused_byField() {
        Payer payer = review.payer("Wrong Payer", "20");
        String foreign = acme.enter(Map.of("customer", payer.account().id(), "amount", "20", "currency", "EUR"))
                .get(0);
        await().atMost(PATIENCE)
                .until(() -> acme.number("select count(*) from open_item where item_id = '" + foreign + "'") == 1);
        String charge = review.charge(2_500, payer.named());
        long posting = asked(charge);

        assertField(posting, shares("no", false, Map.of(payer.item(), "20")), "reason");
        assertField(posting, shares("too little", false, Map.of(payer.item(), "20")), "items");
        assertField(posting, shares("too much of it", false, Map.of(payer.item(), "25")), "items[0].amount");
        assertField(posting, shares("another currency", false, Map.of(foreign, "20")), "items[0].item");
        assertField(posting, shares("nobody's", true, Map.of("4711", "20")), "items[0].item");
        assertField(posting, shares("no amount", true, Map.of(payer.item(), "twenty")), "items[0].amount");
        Response release = review.answer(posting, "release", Map.of("reason", "let it go"));
        assertThat(release.statusCode()).isEqualTo(409);
        assertThat(release.jsonPath().getString("detail")).contains("possible now");
        accepted(review.answer(posting, "close", Map.of("reason", "done with it")));
    }

    private void assertField(long posting, Map<String, ?> body, String field) {
        Response refused = review.answer(posting, "allocate", body);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.jsonPath().getList("errors.field")).contains(field);
    }

    @Test
    void viewer_decidesNothing() {
        String charge = review.charge(4_323, Map.of());
        long posting = asked(charge);
        String viewer = review.token("only looking " + posting, "viewer");

        assertThat(review.as(viewer).get("/api/v1/reviews/" + posting).statusCode())
                .isEqualTo(200);
        assertThat(review.as(viewer)
                        .header("If-Match", "1")
                        .body(Map.of("reason", "close it"))
                        .post("/api/v1/reviews/" + posting + "/close")
                        .statusCode())
                .isEqualTo(403);
        accepted(review.answer(posting, "close", Map.of("reason", "done with it")));
    }
}
