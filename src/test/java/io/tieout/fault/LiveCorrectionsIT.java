package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tieout.domain.money.Money;
import io.tieout.store.posting.Accepted;
import io.tieout.store.posting.Accepted.Outcome;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that stand in error get another account by a person, and what people made of them by hand is accepted by one. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class LiveCorrectionsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String DISABLED = "01-000-1199-0000-000";
    private static final String RIGHT = "01-000-2150-0000-000";
    private static final String OTHER = "01-000-2160-0000-000";

    @Inject
    AcmeWorld acme;

    @Inject
    FaultWorld world;

    @Inject
    GroupWorld groups;

    @Inject
    Desk desk;

    @Inject
    PostingRows rows;

    @Inject
    Accepted accepted;

    @BeforeEach
    void hurry() {
        world.hurry();
    }

    @AfterEach
    void calm() {
        world.calm();
    }

    @Test
    void rowsOnADisabledAccount_corrected_standOnceUnderTheSameReference() {
        String charge = onDisabledAccount();
        String reference = world.column(charge, "reference").orElseThrow();

        correct(charge, DISABLED, RIGHT).then().statusCode(202);

        acme.awaitState(charge, "CONFIRMED");
        world.assertOnce(charge);
        assertThat(world.column(charge, "reference")).hasValue(reference);
        assertThat(groups.amendments(charge)).singleElement().asString().startsWith("DONE");
        assertThat(desk.audited(charge, "review.correct-account")).containsExactly("token:trial the account is closed");
    }

    @Test
    void accountsThatCantBe_areRefusedByTheirField() {
        String charge = onDisabledAccount();

        assertRefused(correct(charge, DISABLED, "01-000-9999-0000-000"), "to", "has no account");
        assertRefused(correct(charge, DISABLED, "01-000-1210-0000-000"), "to", "control account");
        assertRefused(correct(charge, DISABLED, DISABLED), "to", "another account");
        assertRefused(correct(charge, OTHER, RIGHT), "from", "no line");

        assertThat(groups.amendments(charge)).isEmpty();
        acme.ebs("/_sandbox/ebs/person-deletes", world.group(charge));
    }

    private static void assertRefused(Response answer, String field, String words) {
        answer.then().statusCode(400);
        assertThat(answer.path("errors[0].field").toString()).isEqualTo(field);
        assertThat(answer.path("errors[0].message").toString()).contains(words);
    }

    @Test
    void rowsThatAPersonCorrectedInTheTable_areNotCorrectedFromHere() {
        String charge = onDisabledAccount();
        acme.ebs("/_sandbox/ebs/correct-row", Map.of("row", row(charge), "account", OTHER));

        correct(charge, DISABLED, RIGHT).then().statusCode(202);

        await().atMost(PATIENCE)
                .until(() -> groups.amendments(charge).stream().noneMatch(one -> one.startsWith("INTENDED")));
        assertThat(groups.amendments(charge)).singleElement().asString().startsWith("REFUSED");
        world.assertNotBooked(charge);
    }

    @Test
    void booksThatDiffer_accepted_areConfirmed_andALaterLookKeepsThem() {
        String charge = booksDiffer();
        Response seen = desk.standing(charge);
        seen.then().statusCode(200);
        assertThat(seen.path("difference").toString()).contains(OTHER);

        accept(charge, seen.path("summary")).then().statusCode(200);

        assertThat(acme.posting(charge).orElseThrow()).startsWith("CONFIRMED").contains("the other account is right");
        String epoch = "select epoch from batch where id = " + groups.batch(charge);
        long before = acme.number(epoch);
        groups.lookNow(charge);
        await().atMost(PATIENCE).until(() -> acme.number(epoch) > before);
        await().atMost(PATIENCE)
                .until(() ->
                        acme.number("select count(*) from batch where lease_until is null and state = 'DONE' and id = "
                                        + groups.batch(charge))
                                == 1);
        assertThat(acme.posting(charge).orElseThrow()).startsWith("CONFIRMED");
        world.assertOnce(charge);
    }

    @Test
    void allocation_followsTheBooks_whereTheyNameItemsThatTheMirrorKnows() {
        String charge = desk.pay(desk.invoice());
        acme.awaitState(charge, "CONFIRMED");
        String other = desk.item(desk.invoice());
        long posting = Long.parseLong(world.column(charge, "id").orElseThrow());
        Money half = Money.ofMinor(6_000, "USD");

        QuarkusTransaction.begin();
        PostingRow row = rows.byIds(List.of(posting)).get(0);
        Outcome unknown = accepted.follow(row, Map.of(other, half, "no such item", half));
        Outcome followed = accepted.follow(row, Map.of(other, half));
        Outcome tooMuch = accepted.follow(row, Map.of(other, Money.ofMinor(12_001, "USD")));
        long taken = acme.number("select sum(amount_minor) from allocation where posting_id = " + posting
                + " and item_id = '" + other + "'");
        QuarkusTransaction.rollback();

        assertThat(unknown.followed()).isFalse();
        assertThat(followed).isEqualTo(new Outcome(true, List.of()));
        assertThat(tooMuch.overtaken()).hasSize(1);
        assertThat(taken).isEqualTo(12_001);
    }

    @Test
    void linesThatThePersonDidNotSee_areNotAccepted() {
        String charge = booksDiffer();

        accept(charge, "0".repeat(64)).then().statusCode(409);

        assertThat(acme.posting(charge).orElseThrow()).startsWith("REVIEW");
    }

    @Test
    void rowsThatAreNotPosted_areNotAccepted() {
        String charge = onDisabledAccount();

        accept(charge, desk.standing(charge).path("summary")).then().statusCode(409);

        assertThat(acme.posting(charge).orElseThrow()).startsWith("REVIEW");
        acme.ebs("/_sandbox/ebs/person-deletes", world.group(charge));
    }

    private Response correct(String charge, String from, String to) {
        return desk.decide(
                charge, "correct-account", Map.of("reason", "the account is closed", "from", from, "to", to));
    }

    private Response accept(String charge, String summary) {
        return desk.decide(charge, "accept", Map.of("reason", "the other account is right", "summary", summary));
    }

    private String booksDiffer() {
        String charge = onDisabledAccount();
        acme.ebs("/_sandbox/ebs/correct-row", Map.of("row", row(charge), "account", OTHER));
        acme.ebs("/_sandbox/ebs/person-imports", world.group(charge));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(acme.posting(charge).orElseThrow())
                        .startsWith("REVIEW")
                        .contains(OTHER));
        return charge;
    }

    private String row(String charge) {
        return world.rows(charge).stream()
                .filter(row -> row.path("STATUS").asText().equals("EF03"))
                .map(row -> row.path("ROW_ID").asText())
                .findFirst()
                .orElseThrow();
    }

    private String onDisabledAccount() {
        world.batchAge("PT1H");
        String charge = desk.pay(desk.invoice());
        acme.awaitState(charge, "MATCHED");
        groups.disable(charge);
        groups.enable(false);
        world.freezeNow();
        acme.awaitState(charge, "REVIEW");
        return charge;
    }
}
