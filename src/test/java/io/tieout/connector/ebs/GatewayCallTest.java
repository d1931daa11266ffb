package io.tieout.connector.ebs;

import static io.tieout.connector.ebs.EbsFixture.CONNECTION;
import static io.tieout.connector.ebs.GatewayStub.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.port.RetryLater;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The envelope, the two ways to log in, and the stop after refused credentials. */
class GatewayCallTest {
    private static final String TOKEN = "{'authentication':'token','readTimeout':'PT5S'}";

    @Test
    void call_byDefault_sendsTheCanonicalEnvelopeWithBasic() {
        try (EbsFixture ebs = new EbsFixture()) {
            ebs.gateway.next("get_periods", example("periods.json"));

            ebs.ledgers().periods(CONNECTION, "1");

            GatewayStub.Received call = ebs.gateway.only("get_periods");
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.path()).isEqualTo("/webservices/rest/tieout/get_periods/");
            assertThat(call.header("Content-type")).isEqualTo("application/json");
            assertThat(call.header("Accept")).isEqualTo("application/json");
            assertThat(call.header("Authorization")).isEqualTo("Basic " + base64("TIEOUT:" + EbsFixture.PASSWORD));
            assertThat(call.body())
                    .isEqualTo("{\"GET_PERIODS_Input\":{"
                            + "\"@xmlns\":\"http://xmlns.oracle.com/apps/ar/rest/tieout/get_periods/\","
                            + "\"RESTHeader\":{\"@xmlns\":\"http://xmlns.oracle.com/apps/fnd/rest/header\","
                            + "\"Responsibility\":\"TIEOUT_USER\",\"RespApplication\":\"SQLGL\","
                            + "\"SecurityGroup\":\"STANDARD\",\"NLSLanguage\":\"AMERICAN\",\"Org_Id\":\"204\"},"
                            + "\"InputParameters\":{\"P_LEDGER_ID\":\"1\"}}}");
            assertThat(ebs.entered).hasValue(1);
            assertThat(ebs.left).hasValue(1);
        }
    }

    @Test
    void call_withOtherAssumptions_followsThem() {
        String settings = "{'alias':'XXTIE','path':'/ws','assumptions':"
                + "{'product':'gl','trailingSlash':false,'lowerCaseMethods':false}}";
        try (EbsFixture ebs = new EbsFixture(settings)) {
            ebs.gateway.next("GET_PERIODS", example("periods.json"));

            ebs.ledgers().periods(CONNECTION, "1");

            GatewayStub.Received call = ebs.gateway.only("GET_PERIODS");
            assertThat(call.path()).isEqualTo("/ws/XXTIE/GET_PERIODS");
            assertThat(call.body()).contains("http://xmlns.oracle.com/apps/gl/rest/XXTIE/get_periods/");
        }
    }

    @Test
    void parameters_ofAWrite_standInTheirDeclaredOrder() {
        try (EbsFixture ebs = new EbsFixture()) {
            ebs.gateway.next("get_open_items", example("open-items-empty.json"));

            ebs.openItems().changed(CONNECTION, EbsOpenItemsTest.query());

            JsonNode input = ebs.gateway.only("get_open_items").json().path("GET_OPEN_ITEMS_Input");
            List<String> names = new ArrayList<>();
            Iterator<String> fields = input.path("InputParameters").fieldNames();
            fields.forEachRemaining(names::add);
            assertThat(names).containsExactly("P_ORG_IDS_JSON", "P_CHANGED_SINCE", "P_AFTER_ID", "P_PAGE_SIZE");
        }
    }

    @Test
    void refusedCredentials_stopTheConnectionAndNothingMoreIsSent() {
        for (String file : List.of("fault-authentication.json", "web-tier.html")) {
            try (EbsFixture ebs = new EbsFixture()) {
                ebs.gateway.always("get_periods", request -> example(401, file));

                assertThatThrownBy(() -> ebs.ledgers().periods(CONNECTION, "1"))
                        .isInstanceOfSatisfying(
                                RetryLater.class, e -> assertThat(e.counted()).isFalse());
                assertThatThrownBy(() -> ebs.ledgers().periods(CONNECTION, "1")).isInstanceOf(RetryLater.class);

                assertThat(ebs.stops).hasSize(1);
                assertThat(ebs.stops.get(0)).startsWith("7 3 EBS refused user or password");
                assertThat(ebs.gateway.received("get_periods")).hasSize(1);
            }
        }
    }

    @Test
    void token_fetchedOnce_servesAllCalls() {
        try (EbsFixture ebs = new EbsFixture(TOKEN)) {
            ebs.gateway.next("login", example("login.json"));
            ebs.gateway.always("get_periods", request -> example("periods.json"));

            ebs.ledgers().periods(CONNECTION, "1");
            ebs.ledgers().periods(CONNECTION, "1");

            GatewayStub.Received login = ebs.gateway.only("login");
            assertThat(login.method()).isEqualTo("GET");
            assertThat(login.path()).isEqualTo("/webservices/rest/login");
            assertThat(login.header("Authorization")).startsWith("Basic ");
            assertThat(ebs.gateway.received("get_periods")).hasSize(2).allSatisfy(call -> {
                assertThat(call.header("Cookie")).isEqualTo("EBSDB=tok-1");
                assertThat(call.header("Authorization")).isEmpty();
            });
            assertThat(ebs.entered).hasValue(3);
        }
    }

    @Test
    void token_expired_isRenewedOnceForAllCallers() throws Exception {
        int callers = 12;
        try (EbsFixture ebs = new EbsFixture(TOKEN)) {
            ebs.gateway.next("login", example("login.json"));
            ebs.gateway.always(
                    "get_periods",
                    request -> request.header("Cookie").equals("EBSDB=tok-2")
                            ? example("periods.json")
                            : example(401, "fault-authentication.json"));
            ebs.gateway.always("login", request -> example("login-in-response.json"));

            List<Future<Integer>> sizes = together(
                    callers, () -> ebs.ledgers().periods(CONNECTION, "1").size());

            for (Future<Integer> size : sizes) {
                assertThat(size.get(20, TimeUnit.SECONDS)).isEqualTo(3);
            }
            assertThat(ebs.gateway.received("login")).hasSize(2);
            assertThat(ebs.stops).isEmpty();
        }
    }

    @Test
    void freshToken_refused_stopsTheConnection() {
        try (EbsFixture ebs = new EbsFixture(TOKEN)) {
            ebs.gateway.always("login", request -> example("login.json"));
            ebs.gateway.always("get_periods", request -> example(401, "fault-authentication.json"));

            assertThatThrownBy(() -> ebs.ledgers().periods(CONNECTION, "1")).isInstanceOf(RetryLater.class);

            assertThat(ebs.gateway.received("login")).hasSize(2);
            assertThat(ebs.gateway.received("get_periods")).hasSize(2);
            assertThat(ebs.stops).hasSize(1);
        }
    }

    @Test
    void login_refused_isTriedOnceByACrowd() throws Exception {
        try (EbsFixture ebs = new EbsFixture(TOKEN)) {
            ebs.gateway.always("login", request -> example(401, "fault-authentication.json"));

            List<Future<Integer>> calls =
                    together(12, () -> ebs.ledgers().periods(CONNECTION, "1").size());

            for (Future<Integer> call : calls) {
                assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(RetryLater.class);
            }
            assertThat(ebs.gateway.received("get_periods")).isEmpty();
            assertThat(ebs.gateway.received("login")).hasSize(1);
            assertThat(ebs.stops).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'authentication':'basic'}", TOKEN})
    void fault_thatRepeatsWhatWasSent_isToldWithoutIt(String settings) {
        try (EbsFixture ebs = new EbsFixture(settings)) {
            ebs.gateway.next("login", example("login.json"));
            ebs.gateway.always("get_periods", request -> {
                String sent = request.header("Authorization") + request.header("Cookie");
                String said = "x".repeat(150) + sent + " " + EbsFixture.PASSWORD;
                String fault = "{\"ISGServiceFault\":{\"Code\":\"ISG_X\",\"Message\":\"" + said + "\"}}";
                return new GatewayStub.Reply(500, "application/json", fault, GatewayStub.Cut.NOWHERE, Map.of());
            });

            Throwable error = catchThrowable(() -> ebs.ledgers().periods(CONNECTION, "1"));

            assertThat(error)
                    .hasMessageContaining("EBS says ISG_X")
                    .hasMessageContaining("[redacted]")
                    .hasMessageNotContaining(EbsFixture.PASSWORD)
                    .hasMessageNotContaining(
                            base64("TIEOUT:" + EbsFixture.PASSWORD).substring(0, 12))
                    .hasMessageNotContaining("tok-1");
        }
    }

    @Test
    void login_withoutToken_isRetriedLaterAndTheCallNotSent() {
        try (EbsFixture ebs = new EbsFixture(TOKEN)) {
            ebs.gateway.next("login", example("login-without-token.json"));

            assertThatThrownBy(() -> ebs.ledgers().periods(CONNECTION, "1"))
                    .isInstanceOf(RetryLater.class)
                    .hasMessageContaining("without a token");
            assertThat(ebs.gateway.received("get_periods")).isEmpty();
        }
    }

    @Test
    void errors_neverHoldThePassword() {
        try (EbsFixture ebs = new EbsFixture()) {
            ebs.gateway.next("get_periods", example(500, "fault-execution.json"));

            assertThatThrownBy(() -> ebs.ledgers().periods(CONNECTION, "1"))
                    .isInstanceOf(RetryLater.class)
                    .message()
                    .contains("ISG_SERVICE_EXECUTION_ERROR")
                    .doesNotContain(EbsFixture.PASSWORD)
                    .doesNotContain(base64("TIEOUT:" + EbsFixture.PASSWORD));
        }
    }

    private static <T> List<Future<T>> together(int count, Callable<T> call) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                calls.add(call);
            }
            return threads.invokeAll(calls, 30, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
