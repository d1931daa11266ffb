package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.domain.fact.BalanceEntry;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.ChargeStatus;
import io.tieout.domain.fact.DisputeStatus;
import io.tieout.domain.fact.FactKey;
import io.tieout.domain.fact.Refund;
import io.tieout.domain.money.Money;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.Payments.EventPage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charges and events over a real socket; the answers are constructed from Stripe's documentation. */
class StripePaymentsTest {
    private static final String EXPAND = "?expand[0]=balance_transaction&expand[1]=refunds.data.balance_transaction";
    private static final String EMPTY = "{\"object\":\"list\",\"data\":[],\"has_more\":false}";

    private final StripeServer server = new StripeServer();
    private final Bench bench = Bench.over(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void charge_fetched_becomesAFact() {
        server.file("/v1/charges/ch_plain" + EXPAND, "charge-plain.json");

        Charge charge = charge("ch_plain").orElseThrow();

        assertThat(charge)
                .isEqualTo(new Charge(
                        new FactKey("stripe", "acct_1Acme", false, "charge", "ch_plain"),
                        ChargeStatus.SUCCEEDED,
                        true,
                        Money.ofMinor(120_000, "USD"),
                        Money.ofMinor(120_000, "USD"),
                        Money.ofMinor(0, "USD"),
                        DisputeStatus.NONE,
                        Optional.of(new BalanceEntry(
                                "txn_plain",
                                Money.ofMinor(120_000, "USD"),
                                Money.ofMinor(3_510, "USD"),
                                Instant.ofEpochSecond(1_795_166_405L))),
                        Optional.of("cus_acme"),
                        Optional.of("pi_plain"),
                        "Order 4711",
                        Map.of("invoice", "10023", "empty", ""),
                        Instant.ofEpochSecond(1_795_166_400L),
                        List.of()));
    }

    @Test
    void charge_withoutBalanceTransactionYet_hasNone() {
        server.file("/v1/charges/ch_async" + EXPAND, "charge-async.json");

        Charge charge = charge("ch_async").orElseThrow();

        assertThat(charge.balanceEntry()).isEmpty();
        assertThat(charge.status()).isEqualTo(ChargeStatus.UNRECOGNIZED);
        assertThat(charge.captured()).isFalse();
        assertThat(charge.amount()).isEqualTo(Money.ofMinor(5_000, "JPY"));
        assertThat(charge.customer()).isEmpty();
        assertThat(charge.description()).isEmpty();
    }

    @Test
    void charge_withMoreRefundsThanOnePage_bringsAllOfThem() {
        refundedCharge(EMPTY);

        Charge charge = charge("ch_refunded").orElseThrow();

        assertThat(charge.refunds())
                .extracting(refund -> refund.key().objectId())
                .containsExactly("re_3", "re_2", "re_1");
        assertThat(charge.refunds()).extracting(Refund::counts).containsExactly(true, false, true);
        assertThat(charge.refunds().get(2).balanceEntry())
                .map(BalanceEntry::gross)
                .hasValue(Money.ofMinor(-2_000, "EUR"));
        assertThat(charge.refunds().get(0).balanceEntry()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "warning_needs_response, OPEN",
        "warning_under_review, OPEN",
        "warning_closed, NONE",
        "needs_response, OPEN",
        "under_review, OPEN",
        "won, WON",
        "lost, LOST",
        "prevented, LOST",
        "warning_of_tomorrow, UNRECOGNIZED",
        "won needs_response, OPEN",
        "warning_closed won, WON",
        "lost needs_response, LOST",
        "lost something_new, UNRECOGNIZED"
    })
    void charge_withDisputes_takesTheWorst(String statuses, DisputeStatus expected) {
        StringBuilder items = new StringBuilder();
        for (String status : statuses.split(" ", -1)) {
            items.append(items.isEmpty() ? "" : ",")
                    .append("{\"id\":\"du_1\",\"object\":\"dispute\",\"status\":\"" + status + "\"}");
        }
        refundedCharge("{\"object\":\"list\",\"data\":[" + items + "],\"has_more\":false}");

        assertThat(charge("ch_refunded").orElseThrow().dispute()).isEqualTo(expected);
    }

    @Test
    void charge_disputedWithoutAListedDispute_isOpen() {
        refundedCharge(EMPTY);

        assertThat(charge("ch_refunded").orElseThrow().dispute()).isEqualTo(DisputeStatus.OPEN);
    }

    @Test
    void charge_unknownToStripe_isEmpty() {
        assertThat(charge("ch_none")).isEmpty();
    }

    @Test
    void charge_ofTheOtherMode_needsAPerson() {
        server.json("/v1/charges/ch_plain" + EXPAND, plain().replace("\"livemode\": false", "\"livemode\": true"));

        assertThatThrownBy(() -> charge("ch_plain"))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("livemode");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"amount\": 120000', '\"amount\": 1200.5'",
        "'\"amount\": 120000', '\"amount\": \"120000\"'",
        "'\"captured\": true', '\"captured\": null'",
        "'\"status\": \"succeeded\"', '\"status\": null'",
        "'\"id\": \"ch_plain\"', '\"id\": \"ch_other\"'",
        "'\"has_more\": false', '\"has_less\": false'"
    })
    void charge_garbled_isReadAgainLater(String good, String bad) {
        server.json("/v1/charges/ch_plain" + EXPAND, plain().replace(good, bad));

        assertThatThrownBy(() -> charge("ch_plain")).isInstanceOf(RetryLater.class);
    }

    @Test
    void charge_withAnIdThatLeadsElsewhere_isNeverAsked() {
        assertThatThrownBy(() -> charge("../balance")).isInstanceOf(NeverWorks.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void request_sent_carriesKeyAndPinnedVersionOnly() {
        server.file("/v1/charges/ch_plain" + EXPAND, "charge-plain.json");

        charge("ch_plain");
        charge("ch_plain");

        assertThat(server.requests()).hasSize(3).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.header("Authorization")).isEqualTo("Bearer sk_test_bench");
            assertThat(request.header("Stripe-version")).isEqualTo("2026-07-29.dahlia");
            assertThat(request.headers()).doesNotContainKeys("X-stripe-client-telemetry", "X-stripe-client-user-agent");
        });
    }

    @Test
    void call_made_entersAccountAndEndpointAndLeavesBoth() {
        charge("ch_none");

        assertThat(bench.limits.entered)
                .extracting(limit -> limit.bucket() + " " + limit.perSecond() + " " + limit.atOnce())
                .containsExactly(
                        "account 25 16", "GET /v1/account 25 16", "account 25 16", "GET /v1/charges/{id} 25 16");
        assertThat(bench.limits.underWay).hasValue(0);
    }

    @Test
    void limit_reached_makesNoCallAndLeavesTheOther() {
        bench.limits.full = "GET /v1/charges/{id}";

        assertThatThrownBy(() -> charge("ch_none"))
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.counted()).isFalse());
        assertThat(bench.limits.underWay).hasValue(0);
        assertThat(server.targets()).containsExactly("/v1/account");
    }

    @Test
    void refunds_thatAreNotListed_areReadAgainLater() {
        server.file("/v1/charges/ch_refunded" + EXPAND, "charge-refunded.json")
                .json("/v1/disputes?charge=ch_refunded&limit=100", EMPTY);

        assertThatThrownBy(() -> charge("ch_refunded")).isInstanceOf(RetryLater.class);
    }

    @Test
    void list_thatVanishesBetweenPages_isReadAgainLater() {
        server.file("/v1/charges/ch_refunded" + EXPAND, "charge-refunded.json")
                .json("/v1/disputes?charge=ch_refunded&limit=100", EMPTY)
                .file(refunds(""), "refunds-page1.json");

        assertThatThrownBy(() -> charge("ch_refunded")).isInstanceOf(RetryLater.class);
    }

    @Test
    void events_listed_keepTheirExactBytes() {
        server.file("/v1/events?created[gte]=1795253000&limit=100", "events-page1.json");

        EventPage page =
                bench.payments.events(FixedConnections.ID, Instant.parse("2026-11-21T09:23:20.900Z"), Optional.empty());

        assertThat(page.events()).extracting(Notification::id).containsExactly("evt_2", "evt_1");
        assertThat(page.next()).hasValue("evt_1");
        String whole = StripeServer.Resource.text("events-page1.json");
        assertThat(page.events()).allSatisfy(event -> {
            String payload = new String(event.payload(), StandardCharsets.UTF_8);
            assertThat(payload).startsWith("{").endsWith("}");
            assertThat(whole).contains(payload);
        });
        assertThat(new String(page.events().get(0).payload(), StandardCharsets.UTF_8))
                .contains("1.100", "Zoë 日本 💳 \\u00e9", "\"charge.succeeded\"");
    }

    @Test
    void events_onTheLastPage_haveNoCursor() {
        server.json("/v1/events?created[gte]=0&limit=100&starting_after=evt_1", EMPTY);

        EventPage page = bench.payments.events(FixedConnections.ID, Instant.EPOCH, Optional.of("evt_1"));

        assertThat(page.events()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void events_afterACursorThatIsGone_startOver() {
        server.file("/v1/events?created[gte]=0&limit=100", "events-page1.json");

        EventPage page = bench.payments.events(FixedConnections.ID, Instant.EPOCH, Optional.of("evt_gone"));

        assertThat(page.events()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"60", "400", "470"})
    void events_cutShort_areReadAgainLater(int length) {
        String whole = StripeServer.Resource.text("events-page1.json");
        server.json("/v1/events?created[gte]=0&limit=100", whole.substring(0, length));

        assertThatThrownBy(() -> bench.payments.events(FixedConnections.ID, Instant.EPOCH, Optional.empty()))
                .isInstanceOf(RetryLater.class);
    }

    private void refundedCharge(String disputes) {
        server.file("/v1/charges/ch_refunded" + EXPAND, "charge-refunded.json")
                .json("/v1/disputes?charge=ch_refunded&limit=100", disputes)
                .file(refunds(""), "refunds-page1.json")
                .file(refunds("&starting_after=re_2"), "refunds-page2.json");
    }

    private static String refunds(String more) {
        return "/v1/refunds?charge=ch_refunded&expand[0]=data.balance_transaction&limit=100" + more;
    }

    private Optional<Charge> charge(String id) {
        return bench.payments.charge(FixedConnections.ID, id);
    }

    private static String plain() {
        return StripeServer.Resource.text("charge-plain.json");
    }
}
