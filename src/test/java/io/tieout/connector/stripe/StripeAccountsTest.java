package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tieout.connector.stripe.StripeServer.Answer;
import io.tieout.port.RetryLater;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is read by a key before Stripe has said that it is the account's by which facts are named. */
class StripeAccountsTest {
    private final StripeServer server = new StripeServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void key_ofTheAccount_isAskedForOnce() {
        Bench bench = Bench.over(server);

        charge(bench);
        charge(bench);
        assertThat(catchThrowable(() -> events(bench))).hasMessageContaining("Stripe has no list of events");

        assertThat(server.targets()).containsOnlyOnce("/v1/account").startsWith("/v1/account");
    }

    @Test
    void key_ofAnotherAccount_stopsTheConnectionAndReadsNothing() {
        Bench bench = Bench.over(server);
        server.json("/v1/account", "{\"id\":\"acct_1Other\",\"object\":\"account\"}");

        assertStops(bench, catchThrowable(() -> charge(bench)), "acct_1Other", "acct_1Acme", "set a key of");
        assertThat(catchThrowable(() -> events(bench))).isInstanceOf(RetryLater.class);
        assertThat(server.targets()).containsExactly("/v1/account");
    }

    @Test
    void poll_byAKeyOfAnotherAccount_stopsTheConnectionToo() {
        Bench bench = Bench.over(server);
        server.json("/v1/account", "{\"id\":\"acct_1Other\",\"object\":\"account\"}");

        assertStops(bench, catchThrowable(() -> events(bench)), "acct_1Other");
        assertThat(server.targets()).containsExactly("/v1/account");
    }

    @Test
    void key_thatMayNotReadItsAccount_stopsTheConnectionAndNamesThePermission() {
        Bench bench = Bench.over(server);
        server.answer("/v1/account", new Answer(403, Map.of(), StripeServer.Resource.text("error-permission.json")));

        assertStops(bench, catchThrowable(() -> charge(bench)), "rak_charge_read", "resume the connection");
        assertThat(server.targets()).containsExactly("/v1/account");
    }

    @ParameterizedTest
    @CsvSource({"400", "404"})
    void account_thatIsNoneAtThisAddress_stopsTheConnection(int status) {
        Bench bench = Bench.over(server);
        server.answer("/v1/account", new Answer(status, Map.of(), "{\"error\":{\"type\":\"invalid_request_error\"}}"));

        assertStops(bench, catchThrowable(() -> charge(bench)), "" + status);
    }

    @ParameterizedTest
    @CsvSource({
        "429, '{\"error\":{\"type\":\"x\"}}'",
        "500, '{\"error\":{\"type\":\"x\"}}'",
        "403, '<html>'",
        "200, '{'"
    })
    void account_thatIsNotAnsweredNow_isAskedAgainLater(int status, String body) {
        Bench bench = Bench.over(server);
        server.answer("/v1/account", new Answer(status, Map.of(), body));

        assertThat(catchThrowable(() -> charge(bench))).isInstanceOf(RetryLater.class);
        assertThat(bench.connections.stops()).isEmpty();
        server.json("/v1/account", "{\"id\":\"acct_1Acme\"}");
        assertThat(charge(bench)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"rk_live_x, false, live", "sk_live_x, false, live", "sk_test_x, true, test"})
    void key_ofTheOtherMode_stopsTheConnectionWithoutACall(String key, boolean livemode, String mode) {
        Bench bench = new Bench(server.url(), "{\"account\":\"acct_1Acme\",\"livemode\":" + livemode + "}", key);

        assertStops(bench, catchThrowable(() -> charge(bench)), mode + " key", "livemode");
        assertThat(server.requests()).isEmpty();
    }

    private static void assertStops(Bench bench, Throwable error, String... words) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.counted()).isFalse());
        assertThat(bench.connections.stops()).singleElement().satisfies(stop -> {
            assertThat(stop.credentialsVersion()).isEqualTo(3);
            assertThat(stop.reason()).contains(words).doesNotContain("sk_", "rk_", "secretpart");
        });
    }

    private static Optional<?> charge(Bench bench) {
        return bench.payments.charge(FixedConnections.ID, "ch_none");
    }

    private static void events(Bench bench) {
        bench.payments.events(FixedConnections.ID, Bench.NOW, Optional.empty());
    }
}
