package io.tieout.connector.ebs;

import static io.tieout.connector.ebs.EbsFixture.CONNECTION;
import static io.tieout.connector.ebs.GatewayStub.example;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.port.Ping.Diagnosis;
import io.tieout.port.Ping.Step;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EbsPingTest {
    private final EbsFixture ebs = new EbsFixture();

    @AfterEach
    void close() {
        ebs.close();
    }

    @Test
    void everythingInOrder_isSaidStepByStep() {
        ebs.gateway.next("find_references", example("find-references-none-asked.json"));

        Diagnosis diagnosis = ebs.ping().ping(CONNECTION);

        assertThat(diagnosis.ok()).isTrue();
        assertThat(diagnosis.steps()).extracting(Step::name).containsExactly("settings", "reach", "log in", "package");
        assertThat(ebs.gateway
                        .only("find_references")
                        .parameter("P_REFERENCES_JSON")
                        .textValue())
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({
        "401, fault-authentication.json, log in, wrong",
        "403, fault-grant.json, package, grant the method",
        "404, fault-alias.json, package, case-sensitive",
        "404, fault-function.json, package, all of its methods",
        "404, web-tier.html, reach, 'path'",
        "503, web-tier.html, reach, HTML",
        "302, web-tier.html, reach, redirect",
        "500, fault-execution.json, package, ISG_SERVICE_EXECUTION_ERROR",
        "200, find-references-without-time.json, package, version",
        "200, refused-unexpected.json, package, ORA-01555"
    })
    void whatFails_isNamedInItsStep(int status, String file, String step, String words) {
        ebs.gateway.next("find_references", example(status, file));

        assertFailsAt(step, words.replace("'", ""));
    }

    @Test
    void unreachableServer_failsToReach() {
        ebs.gateway.close();

        assertFailsAt("reach", "refused");
    }

    @Test
    void missingCredential_andWrongSetting_failAtSettings() {
        ebs.secrets = Map.of("user", "TIEOUT");
        assertFailsAt("settings", "'password'");

        try (EbsFixture wrong = new EbsFixture("{'pageSize':0}")) {
            assertThat(wrong.ping().ping(CONNECTION).steps().get(0).detail()).contains("pageSize");
        }
    }

    @Test
    void logInWithoutToken_failsAtLogIn() {
        try (EbsFixture token = new EbsFixture("{'authentication':'token'}")) {
            token.gateway.next("login", example("login-without-token.json"));

            Step last = token.ping().ping(CONNECTION).steps().get(2);

            assertThat(last.name()).isEqualTo("log in");
            assertThat(last.ok()).isFalse();
            assertThat(last.detail()).contains("without a token");
        }
    }

    @Test
    void stoppedConnection_isPingedAllTheSame() {
        ebs.stops.add("stopped before");
        ebs.gateway.next("find_references", example("find-references-none-asked.json"));

        assertThat(ebs.ping().ping(CONNECTION).ok()).isTrue();
    }

    private void assertFailsAt(String step, String words) {
        Diagnosis diagnosis = ebs.ping().ping(CONNECTION);

        assertThat(diagnosis.ok()).isFalse();
        Step last = diagnosis.steps().get(diagnosis.steps().size() - 1);
        assertThat(last.name()).isEqualTo(step);
        assertThat(last.ok()).isFalse();
        assertThat(last.detail()).contains(words).doesNotContain(EbsFixture.PASSWORD);
    }
}
