package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of the bodies on their way is in memory at most. */
class ArrivalsTest {
    private static final int MOST = 1_000_000;
    /** Three of them have room beside a small one. */
    private static final int LARGE = 300_000;

    private static final String OK = "HTTP/1.1 200";

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Socket> crowd = new ArrayList<>();
    private final Queue<RoutingContext> whole = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        IntakeConfig config = new SmallRyeConfigBuilder()
                .withMapping(IntakeConfig.class)
                .withDefaultValue("tieout.intake.most-arriving-bytes", Integer.toString(MOST))
                .withDefaultValue("tieout.intake.largest-body", Integer.toString(LARGE))
                .build()
                .getConfigMapping(IntakeConfig.class);
        Router router = Router.router(vertx);
        new Arrivals(config, meters).watch(router);
        router.post().handler(BodyHandler.create(false));
        router.post("/page").handler(RoutingContext::end);
        router.post("/door").handler(call -> {
            Arrivals.whole(call);
            call.end();
        });
        router.post("/slow/page").handler(whole::add);
        router.post("/slow/door").handler(call -> {
            Arrivals.whole(call);
            whole.add(call);
        });
        server = vertx.createHttpServer()
                // As Quarkus does.
                .requestHandler(request -> router.handle(request.pause()))
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
    void bodiesThatNeverEnd_areCutBeyondTheBound_heaviestFirst() throws Exception {
        Socket small = begin("/door", 20_000);
        List<Socket> large = new ArrayList<>();
        for (int one = 0; one < 10; one++) {
            large.add(begin("/door", LARGE));
        }

        // The fourth of them is too much, and room is made for two then; so again with the sixth, eighth and tenth.
        await().until(() -> cut() == 8);
        assertThat(finish(small, ".".repeat(19_999))).isEqualTo(OK);
        assertThat(large.stream().map(one -> finish(one, ".".repeat(LARGE - 1))).filter(OK::equals))
                .hasSize(2);
        assertThat(cut()).isEqualTo(8);
    }

    @Test
    void bodiesOfUnknownLength_countAsTheLargest() throws Exception {
        List<Socket> large = new ArrayList<>();
        for (int one = 0; one < 4; one++) {
            large.add(open("/door", "Transfer-Encoding: chunked", "1\r\n.\r\n"));
        }

        await().until(() -> cut() == 2);
        assertThat(large.stream().map(one -> finish(one, "0\r\n\r\n")).filter(OK::equals))
                .hasSize(2);
    }

    /** A door tells when a body is whole, a page does not. */
    @ParameterizedTest
    @ValueSource(strings = {"/slow/door", "/slow/page"})
    void bodiesThatAreWhole_areNotCut(String path) throws Exception {
        for (int one = 1; one <= 10; one++) {
            open(path, "Content-Length: " + LARGE, ".".repeat(LARGE));
            int many = one;
            await().until(() -> whole.size() == many);
        }

        whole.forEach(RoutingContext::end);
        assertThat(crowd.stream().map(one -> finish(one, ""))).hasSize(10).containsOnly(OK);
        assertThat(cut()).isZero();
    }

    private double cut() {
        return meters.counter("tieout.requests.cut").count();
    }

    /** A request of so many bytes, of which the first has come. */
    private Socket begin(String path, int bytes) throws IOException {
        return open(path, "Content-Length: " + bytes, ".");
    }

    private Socket open(String path, String header, String sent) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        crowd.add(socket);
        String head = "POST " + path + " HTTP/1.1\r\nHost: door\r\n" + header + "\r\n\r\n";
        socket.getOutputStream().write((head + sent).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Sends the rest of a body; answers how the status line begins, empty when the connection has been ended. */
    private static String finish(Socket socket, String rest) {
        try {
            socket.getOutputStream().write(rest.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(OK.length()), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
