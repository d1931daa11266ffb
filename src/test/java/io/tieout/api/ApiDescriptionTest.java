package io.tieout.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.connection.SchemaFiles;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code /q/openapi} describes each setting by the schema that checks it. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class ApiDescriptionTest {
    private final ObjectMapper json = new ObjectMapper();

    @Inject
    Tenants tenants;

    static List<String> schemas() {
        List<String> all = new ArrayList<>(SchemaFiles.ofConnections());
        all.addAll(SchemaFiles.ofLinks());
        return all;
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void schema_ofSettings_isPublishedAsItChecks(String name) throws IOException {
        ObjectNode checks = (ObjectNode) SchemaFiles.read(name).orElseThrow();
        checks.remove(List.of("$schema", "$id", "$defs"));

        assertThat(published().path(name)).isEqualTo(checks);
    }

    @Test
    void settings_ofDraftsAndAnswers_leadToTheirSchemas() throws IOException {
        assertThat(SchemaFiles.ofLinks()).containsExactly("link-stripe-charges-to-ebs-ledger");
        assertThat(SchemaFiles.ofConnections()).containsExactly("connection-stripe", "connection-ebs");
        for (String owner : List.of("LinkDraft", "Link")) {
            assertThat(leads(owner)).containsExactly("#/components/schemas/link-stripe-charges-to-ebs-ledger");
        }
        for (String owner : List.of("ConnectionDraft", "Connection")) {
            assertThat(leads(owner))
                    .containsExactly("#/components/schemas/connection-stripe", "#/components/schemas/connection-ebs");
        }
    }

    private List<String> leads(String owner) throws IOException {
        return published().path(owner).path("properties").path("settings").findValuesAsText("$ref");
    }

    private JsonNode published() throws IOException {
        String text = tenants.create()
                .admin()
                .queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return json.readTree(text).path("components").path("schemas");
    }
}
