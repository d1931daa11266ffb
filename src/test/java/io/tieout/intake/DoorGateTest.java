package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands before the doors while their routes are not there. */
class DoorGateTest {
    private final Vertx vertx = Vertx.vertx();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final DoorGate gate = new DoorGate(
            camel,
            new SmallRyeConfigBuilder()
                    .withMapping(IntakeConfig.class)
                    .withDefaultValue("tieout.intake.retry-after", "PT7S")
                    .build()
                    .getConfigMapping(IntakeConfig.class),
            new SimpleMeterRegistry());

    @AfterEach
    void stop() throws Exception {
        camel.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void door_beforeTheRoutesHaveStarted_whileTheyAreReplaced_andAtTheEnd_answers503() throws Exception {
        Router router = Router.router(vertx);
        gate.guard(router);
        router.post("/webhooks/stripe/acme").handler(call -> call.response().end("in"));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

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
