package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much of the bodies on their way is in memory at most. */
class ArrivalsTest {
    private static final int MOST = 1_000_000;
    /** Each of the large ones has sent so much: three of them may stay beside a small one. */
    private static final int SENT = 300_000;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Socket> crowd = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        IntakeConfig config = new SmallRyeConfigBuilder()
                .withMapping(IntakeConfig.class)
                .withDefaultValue("tieout.intake.most-arriving-bytes", Integer.toString(MOST))
                .build()
                .getConfigMapping(IntakeConfig.class);
        Router router = Router.router(vertx);
        new Arrivals(config, meters).watch(router, vertx);
        router.post("/")
                .handler(BodyHandler.create(false))
                .handler(call -> call.response().end());
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket one : crowd) {
            one.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void bodiesThatNeverEnd_areCutBeyondTheBound_largestFirst() throws Exception {
        Socket small = begin(20_000, 19_999);
        List<Socket> large = new ArrayList<>();
        for (int one = 0; one < 10; one++) {
            large.add(begin(SENT + 1_000, SENT + one));
        }

        await().until(() -> cut() == 7);
        assertThat(end(small, 1)).isEqualTo("HTTP/1.1 200");
        int answered = 0;
        for (int one = 0; one < 10; one++) {
            answered += end(large.get(one), 1_000 - one).equals("HTTP/1.1 200") ? 1 : 0;
        }
        assertThat(answered).isEqualTo(3);
        assertThat(cut()).isEqualTo(7);
    }

    @Test
    void bodiesThatAreWhole_countNoMore() throws Exception {
        for (int one = 0; one < 10; one++) {
            assertThat(end(begin(SENT, SENT - 1), 1)).isEqualTo("HTTP/1.1 200");
        }
        assertThat(cut()).isZero();
    }

    private double cut() {
        return meters.counter("tieout.requests.cut").count();
    }

    private Socket begin(int length, int bytes) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        crowd.add(socket);
        String head = "POST / HTTP/1.1\r\nHost: door\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        try {
            socket.getOutputStream().write(new byte[bytes]);
        } catch (SocketException e) {
            assertThat(bytes).as("only large ones are cut").isGreaterThanOrEqualTo(SENT);
        }
        return socket;
    }

    /** Sends the rest of a body; empty when the connection has been ended. */
    private static String end(Socket socket, int bytes) {
        try {
            socket.getOutputStream().write(new byte[bytes]);
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
