package io.tieout.trial;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.tieout.store.Database;
import io.tieout.testing.TrialProfile;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TrialProfile.class)
class TrialSeedTest {

    @Inject
    TrialSeed seed;

    @Inject
    Database database;

    @ConfigProperty(name = "tieout.sandbox.stripe.port")
    int stripePort;

    @Test
    void trial_seededTwice_isReadyAndChangesNothingTheSecondTime() {
        seed.seed();
        long entries = auditEntries();

        seed.seed();

        assertThat(auditEntries()).isEqualTo(entries);
        caller().get("/api/v1/links")
                .then()
                .statusCode(200)
                .body("key", contains("acme-charges"))
                .body("version", contains(1));
        caller().queryParam("limit", 1000)
                .get("/api/v1/customer-map/acme-stripe/acme-ebs")
                .then()
                .body("customers", hasSize(40))
                .body("customers[0].account", equalTo("70001"))
                .body("customers[0].accountNumber", equalTo("1001"));
        for (String name : new String[] {"acme-stripe", "acme-ebs"}) {
            caller().post("/api/v1/connections/{name}/ping", name)
                    .then()
                    .statusCode(200)
                    .body("steps.findAll { !it.ok }.detail", hasSize(0))
                    .body("ok", equalTo(true));
        }
        given().header("Authorization", "Bearer sk_test_acme")
                .get("http://127.0.0.1:" + stripePort + "/v1/webhook_endpoints")
                .then()
                .statusCode(200)
                .body("data", hasSize(1));
        given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("name", "admin")
                .formParam("password", TrialProfile.PASSWORD)
                .post("/login")
                .then()
                .cookie("tieout-session");
    }

    private static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + TrialProfile.TOKEN);
    }

    private long auditEntries() {
        return database.with(handle -> handle.createQuery("select count(*) from audit_entry")
                .mapTo(Long.class)
                .one());
    }
}
