package io.tieout.house;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tieout.testing.ApartProfile;
import io.tieout.testing.TrialProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The calls by which the README connects Stripe and EBS, made of a running trial with its addresses and keys. */
@QuarkusTest
@TestProfile(ApartProfile.class)
class ReadmeCallsTest {
    private static final Pattern CALL = Pattern.compile("curl -X (PUT|POST) https://tieout(\\S+) (.*)");
    private static final Pattern BODY = Pattern.compile("-d '(.*)'$");
    private static final Pattern TYPE = Pattern.compile("Content-Type: ([a-z/]+)");
    private static final String CUSTOMERS = "customer,account,account_number\ncus_acme0001,70001,1001\n";

    @ConfigProperty(name = "tieout.sandbox.stripe.port")
    int stripe;

    @ConfigProperty(name = "tieout.sandbox.ebs.port")
    int ebs;

    @Test
    void readme_callsThatConnect_work() throws IOException {
        List<String> calls = Readme.commands(Files.readString(Path.of("README.md"))).stream()
                .filter(command -> command.startsWith("curl "))
                .toList();

        assertThat(calls).hasSize(8);
        for (String call : calls) {
            Response answer = make(here(call));
            assertThat(answer.statusCode()).as(call + "\n" + answer.asString()).isEqualTo(200);
            if (call.contains("/ping ")) {
                assertThat(answer.<Boolean>path("ok")).as(answer.asString()).isTrue();
            }
        }
    }

    /** The trial's own connections have the README's names already, so others stand for them. */
    private String here(String call) {
        return call.replace("acme-", "readme-")
                .replace("https://ebs.example.com", "http://127.0.0.1:" + ebs)
                .replace("https://api.stripe.com", "http://127.0.0.1:" + stripe)
                .replace("acct_1AcmeStore", "acct_acme")
                .replace("rk_live_...", "sk_live_acme")
                .replace("\"password\":\"...\"", "\"password\":\"sandbox-only\"");
    }

    private static Response make(String command) {
        Matcher call = CALL.matcher(command);
        assertThat(call.matches()).as(command).isTrue();
        RequestSpecification request = given().header("Authorization", "Bearer " + TrialProfile.TOKEN);
        Matcher type = TYPE.matcher(command);
        if (type.find()) {
            request.contentType(type.group(1));
        }
        Matcher body = BODY.matcher(command);
        if (body.find()) {
            request.body(body.group(1));
        } else if (command.endsWith("--data-binary @customers.csv")) {
            request.body(CUSTOMERS);
        }
        return request.request(call.group(1), call.group(2));
    }
}
