package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands before the doors while their routes are not there. */
class DoorGateTest {
    private static final int MOST_ARRIVING = 1_000_000;
    private static final int SENT = 300_000;
    private static final int LARGE = 400_000;
    private static final int SMALL = 20_000;

    private final Vertx vertx = Vertx.vertx();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final DoorGate gate = gate("PT1M");

    @AfterEach
    void stop() throws Exception {
        camel.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void door_beforeTheRoutesHaveStarted_whileTheyAreReplaced_andAtTheEnd_answers503() throws Exception {
        HttpServer server = serve(gate);

        HttpResponse<String> early = deliver(server);
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.headers().firstValue("Retry-After")).contains("7");

        camel.start();
        assertThat(deliver(server).statusCode()).isEqualTo(200);

        gate.shut();
        assertThat(deliver(server).statusCode()).isEqualTo(503);

        gate.open();
        assertThat(deliver(server).statusCode()).isEqualTo(200);
        await().until(() -> gate.inside() == 0);

        gate.end(new io.quarkus.runtime.ShutdownEvent());
        assertThat(deliver(server).statusCode()).isEqualTo(503);
    }

    /** Ten begin a body of which a million bytes may be on their way, and send no end of it. */
    @Test
    void bodiesThatNeverEnd_areCutBeyondABound_theLargestFirst_andSmallOnesGoOn() throws Exception {
        camel.start();
        HttpServer server = serve(gate);
        List<Socket> crowd = new ArrayList<>();
        try {
            Socket small = begin(server, crowd, SMALL, SMALL - 1);
            for (int one = 0; one < 10; one++) {
                begin(server, crowd, LARGE, SENT + one);
            }

            await().until(() -> cut() == 7 && gate.inside() == 4);
            assertThat(deliver(server).statusCode()).isEqualTo(200);
            small.getOutputStream().write(0);
            assertThat(new String(small.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
            assertThat(cut()).isEqualTo(7);
        } finally {
            for (Socket one : crowd) {
                one.close();
            }
        }
        await().until(() -> gate.inside() == 0);
    }

    @Test
    void deliveryThatTakesTooLong_isEndedWithItsConnection_andIsInsideNoMore() throws Exception {
        camel.start();
        DoorGate brief = gate("PT0.5S");
        try (Socket slow =
                new Socket(InetAddress.getLoopbackAddress(), serve(brief).actualPort())) {
            send(slow, LARGE, 1);
            await().until(() -> brief.inside() == 1);

            assertThat(slow.getInputStream().read()).isEqualTo(-1);
            await().until(() -> brief.inside() == 0);
        }
    }

    private DoorGate gate(String longestDelivery) {
        IntakeConfig config = new SmallRyeConfigBuilder()
                .withMapping(IntakeConfig.class)
                .withDefaultValue("tieout.intake.retry-after", "PT7S")
                .withDefaultValue("tieout.intake.longest-delivery", longestDelivery)
                .withDefaultValue("tieout.intake.most-arriving-bytes", Integer.toString(MOST_ARRIVING))
                .build()
                .getConfigMapping(IntakeConfig.class);
        return new DoorGate(camel, config, meters, new Arrivals(config, meters));
    }

    private double cut() {
        return meters.counter("tieout.webhooks", "provider", "none", "status", "cut")
                .count();
    }

    private static Socket begin(HttpServer server, List<Socket> crowd, int length, int bytes) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        crowd.add(socket);
        send(socket, length, bytes);
        return socket;
    }

    private static void send(Socket socket, int length, int bytes) throws IOException {
        String head = "POST /webhooks/stripe/acme HTTP/1.1\r\nHost: door\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(new byte[bytes]);
    }

    private HttpServer serve(DoorGate before) throws Exception {
        Router router = Router.router(vertx);
        before.guard(router, vertx);
        router.post("/webhooks/stripe/acme")
                .handler(BodyHandler.create(false))
                .handler(call -> call.response().end("in"));
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static HttpResponse<String> deliver(HttpServer server) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + server.actualPort() + "/webhooks/stripe/acme"))
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
