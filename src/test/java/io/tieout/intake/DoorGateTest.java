package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands before the doors while their routes are not there. */
class DoorGateTest {
    private final Vertx vertx = Vertx.vertx();
    private final DefaultCamelContext camel = new DefaultCamelContext();
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

    @Test
    void deliveryThatTakesTooLong_isEndedWithItsConnection_andIsInsideNoMore() throws Exception {
        camel.start();
        DoorGate brief = gate("PT0.5S");
        try (Socket slow =
                new Socket(InetAddress.getLoopbackAddress(), serve(brief).actualPort())) {
            String begun = "POST /webhooks/stripe/acme HTTP/1.1\r\nHost: door\r\nContent-Length: 2\r\n\r\n{";
            slow.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
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
                .build()
                .getConfigMapping(IntakeConfig.class);
        return new DoorGate(camel, config, new Refusals(config, new SimpleMeterRegistry()));
    }

    private HttpServer serve(DoorGate before) throws Exception {
        Router router = Router.router(vertx);
        before.guard(router);
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
