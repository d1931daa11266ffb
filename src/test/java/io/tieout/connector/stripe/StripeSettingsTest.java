package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tieout.port.NeedsPerson;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeSettingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(StripeSettingsTest.class.getResourceAsStream("/schema/connection-stripe.json"));

    @Test
    void settings_withOnlyWhatIsRequired_takeTheDefaults() throws JsonProcessingException {
        JsonNode given = JSON.readTree("{\"account\":\"acct_1\",\"livemode\":true}");

        assertThat(StripeSettings.of(given))
                .isEqualTo(new StripeSettings(
                        "acct_1", true, 100, 16, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5)));
        assertThat(SCHEMA.validate(given)).isEmpty();
    }

    @Test
    void settings_inTestMode_askSlower() throws JsonProcessingException {
        JsonNode given = JSON.readTree("{\"account\":\"acct_1\",\"livemode\":false}");

        assertThat(StripeSettings.of(given).requestsPerSecond()).isEqualTo(25);
    }

    @Test
    void settings_allGiven_areTaken() throws JsonProcessingException {
        JsonNode given = JSON.readTree("{\"account\":\"acct_1\",\"livemode\":false,\"requestsPerSecond\":7,"
                + "\"callsAtOnce\":2,\"connectTimeout\":\"PT1S\",\"readTimeout\":\"PT0.5S\","
                + "\"signatureTolerance\":\"PT0S\"}");

        assertThat(StripeSettings.of(given))
                .isEqualTo(new StripeSettings(
                        "acct_1", false, 7, 2, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ZERO));
        assertThat(SCHEMA.validate(given)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account | 7",
                "account | \"acme\"",
                "livemode | \"true\"",
                "livemode | null",
                "requestsPerSecond | 0",
                "requestsPerSecond | 2.5",
                "callsAtOnce | 99999",
                "connectTimeout | \"5s\"",
                "readTimeout | 30",
                "signatureTolerance | \"five minutes\""
            })
    void field_thatIsWrong_isNamedAndNotInTheSchema(String field, String value) throws JsonProcessingException {
        JsonNode given = with(field, value);

        assertThatThrownBy(() -> StripeSettings.of(given))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("'" + field + "'");
        assertThat(SCHEMA.validate(given)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"connectTimeout, PT0S", "readTimeout, PT6M", "readTimeout, PT-1S", "signatureTolerance, PT-300S"})
    void duration_outOfBounds_isNamed(String field, String value) throws JsonProcessingException {
        JsonNode given = with(field, "\"" + value + "\"");

        assertThatThrownBy(() -> StripeSettings.of(given)).hasMessageContaining("'" + field + "'");
    }

    @Test
    void schema_ofCredentials_takesSeveralWebhookSecrets() throws JsonProcessingException {
        JsonSchema credentials = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SCHEMA.getSchemaNode().at("/$defs/credentials"));

        assertThat(credentials.validate(JSON.readTree(
                        "{\"apiKey\":\"sk_test_1\",\"webhookSecret\":\"whsec_1\",\"webhookSecret.2\":\"whsec_2\"}")))
                .isEmpty();
        assertThat(credentials.validate(JSON.readTree("{\"apiKey\":\"sk test\"}")))
                .isNotEmpty();
        assertThat(credentials.validate(JSON.readTree("{\"apiKey\":\"sk_1\",\"webhook\":\"x\"}")))
                .isNotEmpty();
    }

    private static JsonNode with(String field, String value) throws JsonProcessingException {
        ObjectNode given = (ObjectNode) JSON.readTree("{\"account\":\"acct_1\",\"livemode\":false}");
        return given.set(field, JSON.readTree(value));
    }
}
