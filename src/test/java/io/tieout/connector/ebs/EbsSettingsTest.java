package io.tieout.connector.ebs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tieout.connection.Opened;
import io.tieout.connection.Secrets;
import io.tieout.connector.ebs.wire.IsgAssumptions;
import io.tieout.connector.ebs.wire.IsgSettings.Authentication;
import io.tieout.port.NeedsPerson;
import io.tieout.remote.HttpTimeouts;
import io.tieout.remote.Limits;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EbsSettingsTest {
    private final JsonSchema schema = schema();

    @Test
    void nothingSet_givesTheDefaultsOfTheSchema() {
        EbsSettings settings = settings("{}");

        assertThat(settings.gateway().base()).isEqualTo("https://ebs.example.com:8443/webservices/rest");
        assertThat(settings.gateway().alias()).isEqualTo("tieout");
        assertThat(settings.gateway().authentication()).isEqualTo(Authentication.BASIC);
        assertThat(settings.gateway().timeouts())
                .isEqualTo(new HttpTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(180)));
        assertThat(settings.gateway().limit()).isEqualTo(new Limits.Limit("isg", 10, 4));
        assertThat(settings.gateway().assumptions()).isEqualTo(IsgAssumptions.defaults());
        assertThat(settings.pageSize()).isEqualTo(500);
        assertThat(settings.currencies()).isEmpty();
    }

    @Test
    void defaultsOfTheSchema_setOneByOne_changeNothing() {
        JsonNode properties = schema.getSchemaNode().path("properties");
        StringBuilder all = new StringBuilder();
        properties.properties().forEach(field -> {
            if (field.getValue().has("default")) {
                all.append(all.isEmpty() ? "{" : ",")
                        .append('"')
                        .append(field.getKey())
                        .append("\":")
                        .append(field.getValue().path("default"));
            }
        });
        StringBuilder assumed = new StringBuilder();
        properties
                .path("assumptions")
                .path("properties")
                .properties()
                .forEach(field -> assumed.append(assumed.isEmpty() ? "{" : ",")
                        .append('"')
                        .append(field.getKey())
                        .append("\":")
                        .append(field.getValue().path("default")));
        String text = all + ",\"assumptions\":" + assumed + "}}";

        assertThat(schema.validate(EbsFixture.json(text))).isEmpty();
        assertThat(settings(text)).isEqualTo(settings("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alias':'-x'}",
                "{'alias':7.5}",
                "{'path':'webservices'}",
                "{'path':'/rest/'}",
                "{'authentication':'oauth'}",
                "{'language':'american'}",
                "{'org':'two'}",
                "{'pageSize':0}",
                "{'pageSize':1001}",
                "{'pageSize':'500'}",
                "{'connectTimeout':'10 seconds'}",
                "{'readTimeout':180}",
                "{'callsAtOnce':0}",
                "{'requestsPerSecond':0}",
                "{'currencies':'USD'}",
                "{'currencies':['usd']}",
                "{'assumptions':{'product':'AR'}}",
                "{'assumptions':{'trailingSlash':'yes'}}",
                "{'assumptions':{'grantStatuses':[200]}}",
                "{'assumptions':{'grantStatuses':403}}",
                "{'assumptions':{'watermarkOverlap':'an hour'}}",
                "{'assumptions':{'loginPath':'login'}}"
            })
    void wrongSetting_isRefusedByNameAndByTheSchemaToo(String text) {
        JsonNode settings = EbsFixture.json(text);
        String field = settings.fieldNames().next();
        String named = field.equals("assumptions")
                ? "assumptions." + settings.path(field).fieldNames().next()
                : field;

        assertThatThrownBy(() -> settings(text))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("setting '" + named + "' of connection 'acme-ebs' must be");
        assertThat(schema.validate(settings)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'readTimeout':'PT0S'}", "{'readTimeout':'PT31M'}", "{'connectTimeout':'PT3M'}"})
    void durationOutOfRange_isRefusedByName(String text) {
        assertThatThrownBy(() -> settings(text)).isInstanceOf(NeedsPerson.class).hasMessageContaining("Timeout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://ebs.example.com",
                "https://",
                "https://ebs.example.com?x=1",
                "https://a b",
                "https://me:pw@ebs.example.com"
            })
    void wrongBaseAddress_isRefused(String baseUrl) {
        assertThatThrownBy(() -> EbsSettings.of(opened(baseUrl, "{}")))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("base address");
    }

    @Test
    void orgAsNumber_isTaken() {
        assertThat(settings("{'org':204}").gateway().context().org()).isEqualTo("204");
        assertThat(schema.validate(EbsFixture.json("{'org':204}"))).isEmpty();
    }

    @Test
    void unknownSetting_isRefusedByTheSchema() {
        assertThat(schema.validate(EbsFixture.json("{'aliass':'tieout'}"))).isNotEmpty();
    }

    private static EbsSettings settings(String text) {
        return EbsSettings.of(opened("https://ebs.example.com:8443", text));
    }

    private static Opened opened(String baseUrl, String text) {
        return new Opened(
                EbsFixture.CONNECTION,
                "acme",
                "acme-ebs",
                "ebs",
                baseUrl,
                EbsFixture.json(text),
                new Secrets(Map.of()),
                1);
    }

    private static JsonSchema schema() {
        InputStream in = EbsSettingsTest.class.getResourceAsStream("/schema/connection-ebs.json");
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    }
}
