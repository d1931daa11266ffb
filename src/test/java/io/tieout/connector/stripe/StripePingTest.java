package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.connector.stripe.StripeServer.Answer;
import io.tieout.port.Ping.Diagnosis;
import io.tieout.port.Ping.Step;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StripePingTest {
    private static final String EVENTS = "/v1/events?created[gte]=1795176000&limit=100";

    private final StripeServer server = new StripeServer();
    private final Bench bench = Bench.over(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void ping_ofAWorkingConnection_passesEachStep() {
        working();

        Diagnosis diagnosis = ping();

        assertThat(diagnosis.ok()).isTrue();
        assertThat(diagnosis.steps())
                .allMatch(Step::ok)
                .extracting(Step::name)
                .containsExactly("settings", "reach", "log in", "account", "mode", "events");
    }

    @Test
    void ping_ofAStoppedConnection_stillTries() {
        working();
        bench.connections.stop(FixedConnections.ID, 3, "refused before");

        assertThat(ping().ok()).isTrue();
    }

    @Test
    void ping_withWrongSettings_namesTheField() {
        Bench bad = new Bench(server.url(), "{\"account\":\"acme\",\"livemode\":false}", "sk_test_bench");

        assertFails(bad.ping.ping(FixedConnections.ID), "settings", "account");
    }

    @Test
    void ping_ofAServerThatIsDown_failsToReach() {
        server.close();

        assertFails(ping(), "reach", "address");
    }

    @Test
    void ping_throughAProxyThatAnswers_failsToReach() {
        server.answer("/v1/account", new Answer(403, Map.of(), "<html>blocked</html>"));

        assertFails(ping(), "reach", "proxy");
    }

    @Test
    void ping_withARefusedKey_failsToLogInAndStopsNothing() {
        server.answer("/v1/account", new Answer(401, Map.of(), StripeServer.Resource.text("error-key.json")));

        assertFails(ping(), "log in", "apiKey");
        assertThat(bench.connections.stops()).isEmpty();
    }

    @Test
    void ping_withTheKeyOfAnotherAccount_saysWhose() {
        working();
        server.json("/v1/account", "{\"id\":\"acct_1Other\",\"object\":\"account\"}");

        assertFails(ping(), "account", "acct_1Other");
    }

    @Test
    void ping_withALiveKeyForTestMode_failsAtMode() {
        working();
        server.json("/v1/balance", "{\"object\":\"balance\",\"livemode\":true}");

        assertFails(ping(), "mode", "a live key");
    }

    @Test
    void ping_withoutPermissionForEvents_namesIt() {
        working();
        server.answer(EVENTS, new Answer(403, Map.of(), StripeServer.Resource.text("error-permission.json")));

        assertFails(ping(), "events", "rak_charge_read");
    }

    @Test
    void ping_atOurOwnLimit_failsWithThatReason() {
        working();
        bench.limits.full = "account";

        assertFails(ping(), "reach", "limit account");
    }

    private void working() {
        server.json("/v1/account", "{\"id\":\"acct_1Acme\",\"object\":\"account\"}")
                .json("/v1/balance", "{\"object\":\"balance\",\"livemode\":false}")
                .file(EVENTS, "events-page1.json");
    }

    private Diagnosis ping() {
        return bench.ping.ping(FixedConnections.ID);
    }

    private static void assertFails(Diagnosis diagnosis, String step, String word) {
        assertThat(diagnosis.ok()).isFalse();
        Step last = diagnosis.steps().get(diagnosis.steps().size() - 1);
        assertThat(last.name()).isEqualTo(step);
        assertThat(last.ok()).isFalse();
        assertThat(last.detail()).contains(word).doesNotContain("secretpart");
        assertThat(diagnosis.steps())
                .filteredOn(Step::ok)
                .hasSize(diagnosis.steps().size() - 1);
    }
}
