package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much of the bodies on their way is in memory at most. */
class ArrivalsTest {
    private static final int MOST = 1_000_000;
    /** Three of them have room beside a small one. */
    private static final int LARGE = 300_000;

    /** Of a port that is free. */
    private static final int ONE_FOR_ALL = -1;

    /** Much more than two sockets hold. */
    private static final int LONG = 50_000_000;

    private static final String OK = "HTTP/1.1 200";

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Socket> crowd = new ArrayList<>();
    /** Bodies that are read or have been, and are not answered. */
    private final AtomicInteger inside = new AtomicInteger();

    private final AtomicInteger most = new AtomicInteger();
    private final Queue<RoutingContext> whole = new ConcurrentLinkedQueue<>();
    private final int port = serve();

    private int serve() {
        IntakeConfig config = new SmallRyeConfigBuilder()
                .withMapping(IntakeConfig.class)
                .withDefaultValue("tieout.intake.most-arriving-bytes", Integer.toString(MOST))
                .withDefaultValue("tieout.intake.largest-body", Integer.toString(LARGE))
                .build()
                .getConfigMapping(IntakeConfig.class);
        Router router = Router.router(vertx);
        new Arrivals(config, new Refusals(config, meters), meters).watch(router, vertx);
        router.post("/webhooks/refused").handler(ArrivalsTest::refuse);
        router.post("/webhooks/long").handler(call -> call.end(Buffer.buffer(new byte[LONG])));
        router.post("/webhooks/early")
                .handler(call -> call.response().setStatusCode(400).end());
        router.post().handler(this::count);
        router.post().handler(BodyHandler.create(false));
        router.post("/webhooks/prompt").handler(RoutingContext::end);
        router.post("/webhooks/waiting").handler(whole::add);
        return listen(router);
    }

    /** As Quarkus does: on several event loops, and with requests that are paused. */
    private int listen(Router router) {
        AtomicInteger port = new AtomicInteger();
        Supplier<Verticle> loop = () -> new AbstractVerticle() {
            @Override
            public void start(Promise<Void> started) {
                vertx.createHttpServer()
                        .requestHandler(request -> router.handle(request.pause()))
                        .listen(ONE_FOR_ALL, "127.0.0.1")
                        .onSuccess(server -> port.set(server.actualPort()))
                        .<Void>mapEmpty()
                        .onComplete(started);
            }
        };
        vertx.deployVerticle(loop, new DeploymentOptions().setInstances(3))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return port.get();
    }

    /** As Quarkus does with a body that is too large: it takes the end of the response for itself. */
    private static void refuse(RoutingContext call) {
        call.response().endHandler(ended -> call.request().connection().close());
        call.response().setStatusCode(413).end();
    }

    private void count(RoutingContext call) {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        call.addEndHandler(ended -> inside.decrementAndGet());
        call.next();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket one : crowd) {
            one.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void bodiesThatNeverEnd_areReadOneAfterTheOther_andEndedForThoseWhoWait() throws Exception {
        Socket small = begin("/webhooks/prompt", 20_000);
        List<Socket> large = new ArrayList<>();
        for (int one = 0; one < 10; one++) {
            large.add(begin("/webhooks/prompt", LARGE));
        }

        await().until(() -> cut() == 7);
        assertThat(most)
                .as("one may be read before another's end has been counted")
                .hasValueLessThan(7);
        assertThat(finish(small, ".".repeat(19_999))).isEqualTo(OK);
        assertThat(large.stream().map(one -> finish(one, ".".repeat(LARGE - 1))).filter(OK::equals))
                .hasSize(3);
        assertThat(cut()).isEqualTo(7);
    }

    @Test
    void bodiesOfUnknownLength_countAsTheLargest() throws Exception {
        for (int one = 0; one < 4; one++) {
            open("/webhooks/prompt", "Transfer-Encoding: chunked", "1\r\n.\r\n");
        }

        await().until(() -> cut() == 1);
        assertThat(most).hasValueLessThan(5);
        assertThat(crowd.stream().map(one -> finish(one, "0\r\n\r\n")).filter(OK::equals))
                .hasSize(3);
    }

    @Test
    void bodiesThatAreWhole_keepTheirRoomUntilTheirRouteHasBegun_andAreNotEnded() throws Exception {
        sendWhole(2);
        Socket endless = begin("/webhooks/prompt", LARGE);
        await().until(() -> inside.get() == 3);

        Socket later = open("/webhooks/waiting", "Content-Length: " + LARGE, ".".repeat(LARGE));
        Socket small = open("/webhooks/prompt", "Content-Length: 1", ".");
        assertThat(finish(small, ""))
                .as("a small one does not wait for a large one")
                .isEqualTo(OK);
        await().until(() -> whole.size() == 3);
        assertThat(finish(endless, "")).isEmpty();
        assertThat(cut()).isEqualTo(1);

        whole.forEach(Arrivals::leave);
        for (int one = 0; one < 3; one++) {
            assertThat(finish(open("/webhooks/prompt", "Content-Length: " + LARGE, ".".repeat(LARGE)), ""))
                    .isEqualTo(OK);
        }
        whole.forEach(RoutingContext::end);
        assertThat(finish(later, "")).isEqualTo(OK);
        assertThat(finish(crowd.get(0), "")).isEqualTo(OK);
        assertThat(cut()).isEqualTo(1);
    }

    @Test
    void deliveriesThatAreRefused_orLeaveWhileTheyWait_takeNoRoom() throws Exception {
        for (int one = 0; one < 10; one++) {
            assertThat(finish(begin("/webhooks/refused", LARGE), "")).isEqualTo("HTTP/1.1 413");
        }
        for (int one = 0; one < 3; one++) {
            begin("/webhooks/prompt", LARGE);
        }
        await().until(() -> inside.get() == 3);
        begin("/webhooks/prompt", LARGE);
        for (Socket one : crowd) {
            one.close();
        }

        assertThat(finish(begin("/webhooks/prompt", LARGE), ".".repeat(LARGE - 1)))
                .isEqualTo(OK);
        await().until(() -> inside.get() == 0);
    }

    @Test
    void senderThatReadsNoAnswer_isEndedAsOthersAre() throws Exception {
        String behind = "POST /webhooks/prompt HTTP/1.1\r\nHost: door\r\nContent-Length: " + LARGE + "\r\n\r\n.";
        open("/webhooks/long", "Content-Length: 0", behind);
        await().until(() -> inside.get() == 1);
        Socket second = begin("/webhooks/prompt", LARGE);
        Socket third = begin("/webhooks/prompt", LARGE);
        await().until(() -> inside.get() == 3);

        Socket fourth = begin("/webhooks/prompt", LARGE);
        assertThat(finish(fourth, ".".repeat(LARGE - 1))).isEqualTo(OK);
        assertThat(cut()).isEqualTo(1);
        assertThat(finish(second, ".".repeat(LARGE - 1))).isEqualTo(OK);
        assertThat(finish(third, ".".repeat(LARGE - 1))).isEqualTo(OK);
    }

    @Test
    void restOfABody_isDropped_onceItHasBeenAnswered() throws Exception {
        Socket early = begin("/webhooks/early", LARGE);
        assertThat(finish(early, "")).isEqualTo("HTTP/1.1 400");
        early.getInputStream().skipNBytes(" Bad Request\r\ncontent-length: 0\r\n\r\n".length());
        String next = "POST /webhooks/prompt HTTP/1.1\r\nHost: door\r\nContent-Length: 1\r\n\r\n.";
        assertThat(finish(early, ".".repeat(LARGE - 1) + next)).isEqualTo(OK);
    }

    /** A waiting one may have brought 64 KiB: fifteen of them are a MOST. */
    @Test
    void tooManyThatWait_areRefused_theLargestFirst() throws Exception {
        sendWhole(3);
        for (int one = 0; one < 15; one++) {
            begin("/webhooks/prompt", 200_000);
        }
        assertThat(finish(begin("/webhooks/prompt", 200_001), "")).isEqualTo("HTTP/1.1 503");
        assertThat(finish(open("/webhooks/prompt", "Content-Length: 1", "."), ""))
                .isEqualTo(OK);
        assertThat(cut()).isZero();
    }

    @Test
    void bodiesThatAreTooLarge_takeNoRoom_sinceTheyAreRefusedByTheirLength() throws Exception {
        for (int one = 0; one < 4; one++) {
            begin("/webhooks/prompt", LARGE + 1);
        }
        await().until(() -> inside.get() == 4);
        assertThat(cut()).isZero();
    }

    /** Large bodies that are whole, and wait for their answer. */
    private void sendWhole(int count) throws IOException {
        for (int one = 1; one <= count; one++) {
            open("/webhooks/waiting", "Content-Length: " + LARGE, ".".repeat(LARGE));
            int many = one;
            await().until(() -> whole.size() == many);
        }
    }

    private double cut() {
        return meters.counter("tieout.requests.cut").count();
    }

    /** A request of so many bytes, of which the first has come. */
    private Socket begin(String path, int bytes) throws IOException {
        return open(path, "Content-Length: " + bytes, ".");
    }

    private Socket open(String path, String header, String sent) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
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
