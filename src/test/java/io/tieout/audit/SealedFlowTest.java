package io.tieout.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import io.tieout.testing.TrialProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The running program seals what it does while it does it, and tells which keys it holds. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class SealedFlowTest {
    private static final String UNSEALED = """
            select count(*) from audit_entry e where e.fact_id = %d
              and not exists (select 1 from audit_seal s where s.entry = e.id)""";

    @Inject
    AcmeWorld acme;

    @Test
    void story_ofACharge_isSealedWhileItHappens_andVerifiable() {
        String charge = acme.pay("INV-10006", "plain", "prompt").path("charge").asText();
        acme.awaitState(charge, "CONFIRMED");
        long fact = acme.fact(charge);

        await().atMost(Duration.ofSeconds(15)).until(() -> acme.number(UNSEALED.formatted(fact)) == 0);

        assertThat(acme.number("select max(extract(epoch from s.sealed_at - e.at) * 1000)::bigint from audit_seal s"
                        + " join audit_entry e on e.id = s.entry where e.fact_id = " + fact))
                .as("milliseconds from an entry to its seal; half a second, and what a busy machine adds")
                .isLessThan(15_000);
        given().header("Authorization", "Bearer " + TrialProfile.TOKEN)
                .get("/api/v1/audit/verification")
                .then()
                .statusCode(200)
                .body("finding", nullValue())
                .body("whole", equalTo(true));
        assertThat(acme.number("select count(*) from process_key where seen_at > now() - interval '20 seconds'"))
                .isEqualTo(1);
    }
}
