package io.tieout.tracing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The trial of the packaged program in a process of its own, with the agent that traces it, and what a visitor does. */
final class TracedTrial implements AutoCloseable {
    private static final Path PROGRAM = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path LOG = Path.of("target", "traced-trial.log");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TOKEN = "token-of-the-traced-trial";
    private static final String PASSWORD = "password of the traced trial";

    private final String application = "http://127.0.0.1:" + freePort();
    private final String management = "http://127.0.0.1:" + freePort();
    private final String stripe = "http://127.0.0.1:" + freePort();
    private final String ebs = "http://127.0.0.1:" + freePort();
    private final Path agent;
    private final Path trace;
    private final Process process;

    TracedTrial(Path folder) throws IOException {
        assertThat(PROGRAM)
                .as("the packaged program, which the phase package makes before integration tests")
                .isRegularFile();
        agent = AgentFiles.write(folder);
        trace = folder.resolve("trace");
        ProcessBuilder builder = program("trial").redirectErrorStream(true).redirectOutput(LOG.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("TIEOUT_"));
        builder.environment()
                .putAll(Map.of(
                        "TIEOUT_HOME", folder.resolve("home").toString(),
                        "TIEOUT_TRIAL_TOKEN", TOKEN,
                        "TIEOUT_TRIAL_PASSWORD", PASSWORD,
                        "TIEOUT_HTTP_PORT", port(application),
                        "TIEOUT_MANAGEMENT_PORT", port(management),
                        "TIEOUT_SANDBOX_STRIPE_PORT", port(stripe),
                        "TIEOUT_SANDBOX_EBS_PORT", port(ebs)));
        process = builder.start();
    }

    private ProcessBuilder program(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java,
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-javaagent:" + agent + "=" + AgentFiles.reached(agent),
                "-D" + Reached.FILE + "=" + trace,
                "-jar",
                PROGRAM.toString());
        builder.command().addAll(List.of(arguments));
        return builder;
    }

    /** A customer pays by card; answers when the charge stands in the books. */
    void payAndAwaitTheBooks() {
        await().atMost(PATIENCE).until(this::ready);
        String invoice = given().get(ebs + "/_sandbox/tables/AR_PAYMENT_SCHEDULES_ALL?STATUS=OP&CLASS=INV&ORG_ID=204")
                .path("[0].TRX_NUMBER");
        String charge = given().contentType(ContentType.JSON)
                .body(Map.of("invoice", invoice, "scenario", "plain", "delivery", "prompt"))
                .post(stripe + "/_sandbox/pay")
                .path("charge");
        await().atMost(PATIENCE)
                .until(() -> "CONFIRMED"
                        .equals(caller().get(application + "/api/v1/facts?providerId=" + charge)
                                .path("items[0].postings[0].state")));
    }

    private boolean ready() {
        assertThat(process.isAlive()).as("the trial, see " + LOG).isTrue();
        try {
            return given().get(management + "/q/health/ready").statusCode() == 200;
        } catch (Exception notYet) {
            return false;
        }
    }

    private static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + TOKEN);
    }

    /** What other programs read by the API. */
    void readByApi(List<String> paths) {
        paths.forEach(path -> caller().get(application + path).then().statusCode(200));
    }

    /** What a person looks at after the log-in. */
    void lookAtPages(List<String> paths) {
        Map<String, String> session = given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("name", "admin")
                .formParam("password", PASSWORD)
                .post(application + "/login")
                .cookies();
        paths.forEach(
                path -> given().cookies(session).get(application + path).then().statusCode(200));
    }

    /** What is open to everybody beside the application's own port. */
    void lookBeside() {
        List.of(management + "/q/health", management + "/q/metrics", stripe, ebs)
                .forEach(address -> given().get(address).then().statusCode(200));
    }

    /** Ends the trial as a person does, and has the packaged route files checked; answers what both reached. */
    List<String> end() throws IOException, InterruptedException {
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
        Process check = program("routes", "check").redirectErrorStream(true).start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
        return Files.readAllLines(trace);
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
