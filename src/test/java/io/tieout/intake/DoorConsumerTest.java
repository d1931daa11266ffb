package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.FlowProfile;
import io.tieout.testing.StripeDoor;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Doors over a real socket: what a route answers reaches the sender, and no delivery that waits holds a thread. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class DoorConsumerTest {
    /** More than the threads that Quarkus has for work. */
    private static final int WAITING = 300;

    private static final String ROUTE = "door-of-a-test";

    @Inject
    StripeDoor stripe;

    @Inject
    DataSource database;

    @Inject
    DoorGate gate;

    @Inject
    CamelContext camel;

    @ConfigProperty(name = "quarkus.http.port")
    int port;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void takeAway() throws Exception {
        camel.getRouteController().stopRoute(ROUTE);
        camel.removeRoute(ROUTE);
    }

    /** Quarkus and the body handler refuse them, each in its own way; there is room for 64 at once. */
    @Test
    void bodiesThatAreTooLarge_leaveNothingBehind() throws Exception {
        for (int one = 0; one < 70; one++) {
            assertThat(refused("Content-Length: 2000000", "{")).isEqualTo("HTTP/1.1 413");
            refused("Transfer-Encoding: chunked", "200000\r\n" + " ".repeat(0x200000));
        }

        assertThat(stripe.deliver("evt_after_" + UUID.randomUUID()).get().statusCode())
                .isEqualTo(200);
        await().until(() -> gate.inside() == 0);
    }

    /** How the answer begins; empty when the connection was ended while the body was still being sent. */
    private String refused(String header, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = "POST /webhooks/stripe/acme HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n";
            try {
                socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            } catch (SocketException ended) {
                return "";
            }
        }
    }

    @Test
    void deliveriesThatWaitForTheirCommit_holdNoThread() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waiting;
        HttpResponse<String> unsigned;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table event_seen in access exclusive mode");
            waiting = IntStream.range(0, WAITING)
                    .mapToObj(number -> stripe.deliver("evt_waiting_" + UUID.randomUUID()))
                    .toList();
            await().atMost(Duration.ofSeconds(20)).until(() -> gate.inside() >= WAITING);

            unsigned = http.send(
                    request("stripe/acme-stripe", "{}")
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    BodyHandlers.ofString());

            connection.rollback();
        }

        assertThat(unsigned.statusCode()).isEqualTo(400);
        assertThat(waiting)
                .allSatisfy(delivery -> assertThat(delivery.get().statusCode()).isEqualTo(200));
    }

    @Test
    void routeThatFails_isAnsweredWith503() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/webhooks/test")
                        .id(ROUTE)
                        .errorHandler(noErrorHandler())
                        .throwException(IllegalStateException.class, "a mistake in a route");
            }
        });

        HttpResponse<String> answer = http.send(request("test", "{}").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).doesNotContain("a mistake");
    }

    @Test
    void routeWhoseFailureIsHandled_isAnsweredWith503_sinceItGaveNoAnswer() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/webhooks/test")
                        .id(ROUTE)
                        .routeConfigurationId("failures")
                        .throwException(IllegalStateException.class, "a mistake in a route");
            }
        });

        HttpResponse<String> answer = http.send(request("test", "{}").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("it was not stored: send it again later");
    }

    @Test
    void statusOfAnotherFailure_isA503() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/webhooks/test")
                        .id(ROUTE)
                        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(502))
                        .setBody(constant("bad gateway"));
            }
        });

        assertThat(http.send(request("test", "{}").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void charsetThatNobodyKnows_keepsNoAnswerFromBeingWritten() throws Exception {
        HttpResponse<String> answer = http.send(
                request("stripe/acme-stripe", "{}")
                        .setHeader("Content-Type", "application/json; charset=x")
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void answerThatCannotBeWritten_isA503() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/webhooks/test")
                        .id(ROUTE)
                        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(200))
                        .setHeader("X-Answer", constant("two\nlines"))
                        .setBody(constant("stored"));
            }
        });

        assertThat(http.send(request("test", "{}").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void answerOfARoute_reachesTheSender_withoutThePartsOfItsPath() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/webhooks/test/{name}")
                        .id(ROUTE)
                        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
                        .setHeader(Exchange.CONTENT_TYPE, constant("text/plain; charset=utf-8"))
                        .process(exchange -> exchange.getMessage().setHeader("X-Answer", List.of("taken", "noted")))
                        .setBody(constant("für später".getBytes(StandardCharsets.UTF_8)));
            }
        });

        HttpResponse<String> answer = http.send(request("test/one", "{}").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("für später");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.headers().allValues("X-Answer")).containsExactly("taken", "noted");
        assertThat(answer.headers().firstValue("name")).isEmpty();
    }

    private HttpRequest.Builder request(String door, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/" + door))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private void add(RouteBuilder route) throws Exception {
        camel.addRoutes(route);
    }
}
