package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tieout.connector.stripe.StripeServer.Answer;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each refusal becomes, over a real socket. */
class StripeErrorsTest {
    private static final String CHARGE =
            "/v1/charges/ch_1?expand[0]=balance_transaction&expand[1]=refunds.data.balance_transaction";
    private static final String API_ERROR = "{\"error\":{\"type\":\"api_error\",\"message\":\"jane@example.com\"}}";

    private final StripeServer server = new StripeServer();
    private final Bench bench = Bench.over(server);

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"400", "402", "405", "410"})
    void refusal_thatStaysOne_neverWorks(int status) {
        Throwable error = refused(status, Map.of(), error("parameter_unknown", "expand"));

        assertThat(error)
                .isInstanceOf(NeverWorks.class)
                .hasMessage("GET /v1/charges/{id}: Stripe answered " + status
                        + ", code parameter_unknown, request req_test1, parameter expand");
    }

    @ParameterizedTest
    @CsvSource({"409", "424", "429", "500", "502", "503", "504"})
    void refusal_thatMayPass_isRetriedByBackOff(int status) {
        assertLater(refused(status, Map.of(), API_ERROR), Optional.empty(), true);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, PT7S",
        "503, 120, PT2M",
        "429, 0, PT1S",
        "429, 999999, PT1H",
        "429, 'Sat, 21 Nov 2026 12:00:30 GMT', PT30S",
        "429, 'Sat, 21 Nov 2026 11:00:00 GMT', PT1S"
    })
    void retryAfter_given_isObeyedWithinBounds(int status, String header, Duration expected) {
        assertLater(refused(status, Map.of("Retry-After", header), API_ERROR), Optional.of(expected), true);
    }

    @ParameterizedTest
    @CsvSource({"soon", "-5", "1.5", "99999999999"})
    void retryAfter_unreadable_leavesItToTheBackOff(String header) {
        assertLater(refused(429, Map.of("Retry-After", header), API_ERROR), Optional.empty(), true);
    }

    @Test
    void lock_ofAnObject_isRetriedByBackOff() {
        Throwable error = refused(429, Map.of("Stripe-Should-Retry", "true"), error("lock_timeout", ""));

        assertLater(error, Optional.empty(), true);
        assertThat(error).hasMessageContaining("lock_timeout");
    }

    @Test
    void shouldRetry_falseOn500_waitsLong() {
        assertLater(
                refused(500, Map.of("Stripe-Should-Retry", "false"), API_ERROR),
                Optional.of(Duration.ofMinutes(15)),
                true);
    }

    @Test
    void shouldRetry_trueOn400_isRetried() {
        assertLater(refused(400, Map.of("Stripe-Should-Retry", "true"), error("whatever", "")), Optional.empty(), true);
    }

    @Test
    void key_refused_stopsTheConnectionAndCountsNoAttempt() {
        Throwable error = refused(401, Map.of(), StripeServer.Resource.text("error-key.json"));

        assertLater(error, Optional.of(Duration.ofMinutes(1)), false);
        assertThat(bench.connections.stops()).singleElement().satisfies(stop -> {
            assertThat(stop.credentialsVersion()).isEqualTo(3);
            assertThat(stop.reason())
                    .contains("401", "api_key_expired", "req_test1")
                    .doesNotContain("secretpart");
        });
    }

    @Test
    void key_withoutPermission_needsAPersonToGiveIt() {
        Throwable error = refused(403, Map.of(), StripeServer.Resource.text("error-permission.json"));

        assertThat(error)
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("rak_charge_read")
                .hasMessageNotContaining("secretpart");
        assertThat(bench.connections.stops()).isEmpty();
    }

    @Test
    void key_withoutAPermissionThatIsNamed_namesTheEndpoint() {
        assertThat(refused(403, Map.of(), API_ERROR))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("the permission to read /v1/charges/{id}");
    }

    @Test
    void key_ofTheWrongMode_needsAPerson() {
        assertThat(refused(400, Map.of(), error("livemode_mismatch", ""))).isInstanceOf(NeedsPerson.class);
    }

    @ParameterizedTest
    @CsvSource({"400", "404"})
    void object_missing_isEmptyAndNoError(int status) {
        server.answer(CHARGE, new Answer(status, Map.of(), StripeServer.Resource.text("error-missing.json")));

        assertThat(bench.payments.charge(FixedConnections.ID, "ch_1")).isEmpty();
    }

    @Test
    void path_unknownToTheServer_isNotAnAbsentObject() {
        assertThat(refused(404, Map.of(), "{\"error\":{\"type\":\"invalid_request_error\"}}"))
                .isInstanceOf(NeedsPerson.class);
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "404", "400", "503"})
    void page_ofSomethingBetween_isRetriedAndStopsNothing(int status) {
        assertLater(refused(status, Map.of(), "<html>not Stripe</html>"), Optional.empty(), true);
        assertThat(bench.connections.stops()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'<html></html>'", "''", "'{\"id\":\"ch_1\"'", "'[]'"})
    void answer_thatIsNoJsonObject_isRetried(String body) {
        assertLater(refused(200, Map.of(), body), Optional.empty(), true);
    }

    @Test
    void redirect_answered_isNotFollowed() {
        try (StripeServer other = new StripeServer()) {
            Throwable error = refused(302, Map.of("Location", other.url() + "/v1/charges/ch_1"), "");

            assertThat(error).isInstanceOf(NeedsPerson.class);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void server_thatIsSilent_isRetried() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Bench toSilent = new Bench("http://127.0.0.1:" + silent.getLocalPort(), Bench.SETTINGS, "sk_test_bench");

            Throwable error = catchThrowable(() -> toSilent.payments.charge(FixedConnections.ID, "ch_1"));

            assertLater(error, Optional.empty(), true);
            assertThat(error).hasMessageContaining("timed out");
        }
    }

    @Test
    void server_thatIsDown_isRetried() {
        server.close();

        assertLater(catchThrowable(() -> bench.payments.charge(FixedConnections.ID, "ch_1")), Optional.empty(), true);
    }

    @ParameterizedTest
    @CsvSource({"''", "'sk test'"})
    void key_thatIsNone_needsAPerson(String key) {
        Bench bad = new Bench(server.url(), Bench.SETTINGS, key);

        assertThat(catchThrowable(() -> bad.payments.charge(FixedConnections.ID, "ch_1")))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("apiKey");
    }

    private Throwable refused(int status, Map<String, String> headers, String body) {
        server.answer(CHARGE, new Answer(status, headers, body));
        Throwable error = catchThrowable(() -> bench.payments.charge(FixedConnections.ID, "ch_1"));
        assertThat(error).isNotNull();
        assertThat(error.getMessage()).doesNotContain("jane@example.com", "sk_test_bench");
        return error;
    }

    private static String error(String code, String param) {
        return "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"" + code + "\",\"param\":\"" + param
                + "\",\"message\":\"jane@example.com\"}}";
    }

    private static void assertLater(Throwable error, Optional<Duration> after, boolean counted) {
        assertThat(error).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.after()).isEqualTo(after);
            assertThat(later.counted()).isEqualTo(counted);
        });
    }
}
