package io.tieout.sandbox.ebs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.sandbox.SandboxJson;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's own habits: paths, wrapper, authentication, faults. */
class IsgGateTest {

    private static final String PERIODS = "{\"InputParameters\":{\"P_LEDGER_ID\":\"1\"}}";

    private EbsUnderTest ebs;

    @BeforeEach
    void start() throws IOException {
        ebs = EbsUnderTest.start();
    }

    @AfterEach
    void stop() {
        ebs.close();
    }

    private static JsonNode fault(HttpResponse<String> answer) throws IOException {
        return SandboxJson.MAPPER.readTree(answer.body()).path("ISGServiceFault");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get_periods/", "GET_PERIODS", "Get_Periods/"})
    void method_inAnyCase_isFound(String method) throws IOException {
        HttpResponse<String> answer = ebs.post("/webservices/rest/tieout/" + method, PERIODS);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode output = SandboxJson.MAPPER.readTree(answer.body()).path("OutputParameters");
        assertThat(output.path("X_RETURN_STATUS").asText()).isEqualTo("S");
        assertThat(output.path("X_MSG_DATA").isNull()).isTrue();
        assertThat(output.path("X_DB_TIME").asText()).isEqualTo("2026-11-21T10:00:00");
        assertThat(output.path("@xmlns").asText()).endsWith("/tieout/get_periods/");
        assertThat(output.path("X_ROWS_JSON").isTextual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PERIODS,
                "{\"x\":{\"RESTHeader\":{},\"InputParameters\":{\"P_LEDGER_ID\":1}}}",
                "{\"GET_PERIODS_Input\":{\"RESTHeader\":{\"Responsibility\":\"TIEOUT_INTEGRATION\",\"Org_Id\":\"204\"},"
                        + "\"InputParameters\":{\"P_LEDGER_ID\":\"1\"}}}"
            })
    void wrapper_ofAnyName_isTaken(String body) throws IOException {
        assertThat(ebs.post("/webservices/rest/tieout/get_periods/", body).body())
                .contains("\"X_RETURN_STATUS\":\"S\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"Tieout,get_periods,404,ISG_INVALID_ALIAS", "tieout,get_period,404,ISG_INVALID_FUNCTION"})
    void path_unknown_isAFault(String alias, String method, int status, String code) throws IOException {
        HttpResponse<String> answer = ebs.post("/webservices/rest/" + alias + "/" + method + "/", PERIODS);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(fault(answer).path("Code").asText()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "\"Responsibility\":\"NOBODY\"|500|ISG_INVALID_RESPONSIBILITY",
                "\"Responsibility\":\"TIEOUT_INTEGRATION\",\"Responsibility\":\"X\"|500|ISG_DUPLICATE_RESPONSIBILITY",
                "\"Responsibility\"|400|ISG_SERVICE_EXECUTION_ERROR"
            })
    void header_wrong_isAFault(String header, int status, String code) throws IOException {
        String body = "{\"x\":{\"RESTHeader\":{" + header + "},\"InputParameters\":{}}}";
        HttpResponse<String> answer = ebs.post("/webservices/rest/tieout/get_periods/", body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(fault(answer).path("Code").asText()).isEqualTo(code);
    }

    @Test
    void user_withoutGrant_is403() throws IOException {
        HttpResponse<String> answer = ebs.http.send(ebs.request("/webservices/rest/tieout/get_periods/", PERIODS)
                .header("Authorization", EbsUnderTest.basic("TIEOUT_VIEWER", "sandbox-only")));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(fault(answer).path("Code").asText()).isEqualTo("ISG_SERVICE_AUTH_FAILURE");
    }

    @Test
    void password_wrongTenTimes_locksTheUser() throws IOException {
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer = ebs.http.send(ebs.request("/webservices/rest/tieout/get_periods/", PERIODS)
                    .header("Authorization", EbsUnderTest.basic("TIEOUT_SVC", "wrong")));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(fault(answer).path("Code").asText()).isEqualTo("FND_SOA_AUTHENTICATION_FAILURE");
        }
        assertThat(ebs.post("/webservices/rest/tieout/get_periods/", PERIODS).statusCode())
                .isEqualTo(401);
        assertThat(ebs.http
                        .table("FND_USER")
                        .get(0)
                        .path("ENCRYPTED_USER_PASSWORD")
                        .asText())
                .isEqualTo("INVALID");
        ebs.control("/_sandbox/ebs/unlock", "{\"user\":\"TIEOUT_SVC\"}");
        assertThat(ebs.post("/webservices/rest/tieout/get_periods/", PERIODS).statusCode())
                .isEqualTo(200);
    }

    @Test
    void token_idleTooLong_isRefused() throws IOException {
        HttpResponse<String> login = ebs.http.send(ebs.http
                .request("/webservices/rest/login")
                .header("Authorization", EbsUnderTest.basic("TIEOUT_SVC", "sandbox-only")));
        JsonNode data = SandboxJson.MAPPER.readTree(login.body()).path("data");
        String cookie = data.path("accessTokenName").asText() + "="
                + data.path("accessToken").asText();
        assertThat(login.headers().firstValue("Set-Cookie").orElseThrow()).startsWith(cookie);
        assertThat(withCookie(cookie)).isEqualTo(200);
        ebs.control("/_sandbox/clock", "{\"advance\":\"PT31M\"}");
        assertThat(withCookie(cookie)).isEqualTo(401);
    }

    private int withCookie(String cookie) throws IOException {
        return ebs.http
                .send(ebs.request("/webservices/rest/tieout/get_periods/", PERIODS)
                        .header("Cookie", cookie))
                .statusCode();
    }

    @Test
    void metadata_whenDeployed_isThere() throws IOException {
        String auth = EbsUnderTest.basic("TIEOUT_SVC", "sandbox-only");
        HttpResponse<String> wadl =
                ebs.http.send(ebs.http.request("/webservices/rest/tieout/?WADL").header("Authorization", auth));
        assertThat(wadl.statusCode()).isEqualTo(200);
        assertThat(wadl.body()).contains("<resource path=\"load_journals/\">");
        HttpResponse<String> schema = ebs.http.send(ebs.http
                .request("/webservices/rest/tieout/?XSD=FENCE_SYNCH_TYPEDEF.xsd")
                .header("Authorization", auth));
        assertThat(schema.body()).contains("P_INCARNATION").contains("X_MAX_LOAD_NUMBER");
    }

    @Test
    void caller_withoutAcceptJson_getsXml() throws IOException {
        HttpResponse<String> answer = ebs.http.send(ebs.http
                .request("/webservices/rest/tieout/get_periods/")
                .header("Authorization", EbsUnderTest.basic("TIEOUT_SVC", "sandbox-only"))
                .POST(BodyPublishers.ofString(PERIODS)));
        assertThat(answer.body()).startsWith("<OutputParameters").contains("<X_MSG_CODE xsi:nil=\"true\"/>");
    }

    @Test
    void request_log_keepsNoSecret() throws IOException {
        ebs.post("/webservices/rest/tieout/get_periods/", PERIODS);
        assertThat(ebs.http.get("/_sandbox/requests").body())
                .contains("GET_PERIODS")
                .doesNotContain("Basic")
                .doesNotContain("sandbox-only");
    }
}
