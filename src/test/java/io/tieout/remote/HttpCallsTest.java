package io.tieout.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which failures surely never left and which may have been done, over real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpCallsTest {
    private static final String OK = "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 7";
    private final CamelContext camel = new DefaultCamelContext();
    private HttpCalls calls;

    @BeforeAll
    void start() {
        camel.start();
        calls = new HttpCalls(camel, 1000);
    }

    @AfterAll
    void stop() {
        calls.stop();
        camel.stop();
    }

    @Test
    void request_posted_arrivesAsGivenAndAnswerIsWhole() throws IOException {
        try (SocketScript server = SocketScript.answering(OK, "{\"a\":1}")) {
            HttpReply.Answered reply = answered(post(server.port(), "{\"ä\":\"€\"}"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo("{\"a\":1}");
            assertThat(reply.contentType()).isEqualTo("application/json");
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0))
                    .startsWith("POST /rest/x/?a=1%202 HTTP/1.1\r\n")
                    .containsIgnoringCase("Authorization: Basic c2VjcmV0\r\n")
                    .containsIgnoringCase("Cookie: EBSDB=abc\r\n")
                    .containsIgnoringCase("Content-Type: application/json\r\n")
                    .endsWith("\r\n\r\n{\"ä\":\"€\"}");
        }
    }

    @Test
    void connection_kept_servesTheNextCallToo() throws IOException {
        try (SocketScript server = SocketScript.answering(OK, "{\"a\":1}")) {
            answered(post(server.port(), "1"));
            answered(post(server.port(), "2"));

            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void status_503or429_isAnsweredAndNeverRepeated() throws IOException {
        for (String status : List.of("503 Service Unavailable", "429 Too Many Requests")) {
            String head = "HTTP/1.1 " + status + "\nRetry-After: 1\nContent-Type: text/html\nContent-Length: 2";
            try (SocketScript server = SocketScript.answering(head, "no")) {
                HttpReply.Answered reply = answered(post(server.port(), "x"));

                assertThat(reply.header("retry-after")).contains("1");
                assertThat(status).startsWith(Integer.toString(reply.status()));
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void redirect_answered_isNotFollowed() throws IOException {
        String head = "HTTP/1.1 302 Found\nLocation: http://127.0.0.1:1/elsewhere\nContent-Length: 0";
        try (SocketScript server = SocketScript.answering(head, "")) {
            assertThat(answered(post(server.port(), "x")).status()).isEqualTo(302);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void cookies_set_areShownToTheCallerAndNotKept() throws IOException {
        String head = "HTTP/1.1 200 OK\nSet-Cookie: A=1; path=/\nSet-Cookie: B=2; path=/\nContent-Length: 0";
        try (SocketScript server = SocketScript.answering(head, "")) {
            HttpReply.Answered first = answered(call("GET", server.port(), "", Map.of()));
            answered(call("GET", server.port(), "", Map.of()));

            assertThat(first.headers().get("set-cookie")).containsExactly("A=1; path=/", "B=2; path=/");
            assertThat(server.requests().get(1)).doesNotContainIgnoringCase("cookie:");
        }
    }

    @Test
    void packedBody_answered_isHandedOverAsItCame() throws IOException {
        String head = "HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: 4";
        try (SocketScript server = SocketScript.answering(head, "zzzz")) {
            assertThat(answered(post(server.port(), "x")).text()).isEqualTo("zzzz");
        }
    }

    @Test
    void server_notThere_isNotSent() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(post(port, "x")).isEqualTo(new HttpReply.NotSent("the connection was refused"));
    }

    @Test
    void host_unknown_isNotSent() {
        // A label of more than 63 characters is refused by the resolver itself, without asking anyone.
        URI uri = URI.create("http://" + "a".repeat(70) + ".invalid/");

        HttpReply reply = calls.exchange(request("POST", uri, "x", Map.of()));

        assertThat(reply).isEqualTo(new HttpReply.NotSent("the host name is not known"));
    }

    @Test
    void server_thatDoesNotAccept_isNotSent() throws IOException {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                fillers.add(connectQuickly(full.getLocalPort()));
            }
            assertThat(post(full.getLocalPort(), "x"))
                    .isEqualTo(new HttpReply.NotSent("the connection did not stand within the connect timeout"));
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void tls_againstPlainServer_isNotSent() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 no\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().read();
                } catch (IOException e) {
                    // The client gave up.
                }
            });
            thread.start();
            HttpReply reply = calls.exchange(request("POST", uri("https", plain.getLocalPort()), "x", Map.of()));

            assertThat(reply)
                    .isInstanceOfSatisfying(
                            HttpReply.NotSent.class,
                            sent -> assertThat(sent.reason()).startsWith("the TLS handshake failed"));
        }
    }

    @Test
    void tls_withoutAnswerToTheHandshake_isNotSent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            HttpReply reply = calls.exchange(request("POST", uri("https", silent.getLocalPort()), "x", Map.of()));

            assertThat(reply)
                    .isEqualTo(new HttpReply.NotSent("the connection did not stand within the connect timeout"));
        }
    }

    @Test
    void connection_closedAfterTheRequest_isLost() throws IOException {
        assertLost((socket, out) -> socket.close(), "the connection was closed without an answer");
    }

    @Test
    void connection_resetAfterTheRequest_isLost() throws IOException {
        SocketScript.Act reset = (socket, out) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
        assertLost(reset, "the connection was reset");
    }

    @Test
    void server_thatNeverAnswers_isLost() throws IOException {
        assertLost((socket, out) -> {}, "no answer came within the read timeout");
    }

    @Test
    void body_cutShort_isLost() throws IOException {
        assertLost(writing("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":", true), "the answer was cut off");
    }

    @Test
    void body_cutInItsChunks_isLost() throws IOException {
        String half = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"hal";
        assertLost(writing(half, true), "the answer was cut off");
    }

    @Test
    void body_thatStopsComing_isLost() throws IOException {
        String half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":";
        assertLost(writing(half, false), "no answer came within the read timeout");
    }

    @Test
    void body_declaredTooLarge_isLost() throws IOException {
        String large = "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + "x".repeat(1001);
        assertLost(writing(large, false), "the answer is larger than 1000 bytes");
    }

    @Test
    void body_largerThanAllowedWithoutLength_isLost() throws IOException {
        String large = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "x".repeat(1001);
        assertLost(writing(large, true), "the answer is larger than 1000 bytes");
    }

    @Test
    void answer_thatIsNotHttp_isLost() throws IOException {
        try (SocketScript server = new SocketScript(writing("hello\r\n\r\n", true))) {
            assertThat(post(server.port(), "x")).isInstanceOf(HttpReply.Lost.class);
        }
    }

    @Test
    void records_printed_showNoSecret() {
        HttpRequest request = request("POST", uri("http", 1), "body-secret", Map.of("Authorization", "header-secret"));
        HttpReply reply = new HttpReply.Answered(
                200,
                Map.of("set-cookie", List.of("cookie-secret")),
                "body-secret".getBytes(StandardCharsets.UTF_8),
                "");

        assertThat(request + " " + reply).doesNotContain("secret").doesNotContain("a=1");
    }

    @Test
    void address_withoutHost_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("GET", URI.create("file:///etc/passwd"), "", Map.of()));
    }

    private void assertLost(SocketScript.Act act, String reason) throws IOException {
        try (SocketScript server = new SocketScript(act)) {
            assertThat(post(server.port(), "x")).isEqualTo(new HttpReply.Lost(reason));
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static SocketScript.Act writing(String text, boolean thenClose) {
        return (socket, out) -> {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (thenClose) {
                socket.shutdownOutput();
            }
        };
    }

    private static Socket connectQuickly(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (java.net.SocketTimeoutException e) {
            // The queue is full already: just what is wanted.
        }
        return socket;
    }

    private static HttpReply.Answered answered(HttpReply reply) {
        assertThat(reply).isInstanceOf(HttpReply.Answered.class);
        return (HttpReply.Answered) reply;
    }

    private HttpReply post(int port, String body) {
        Map<String, String> headers =
                Map.of("Authorization", "Basic c2VjcmV0", "Cookie", "EBSDB=abc", "Content-Type", "application/json");
        return call("POST", port, body, headers);
    }

    private HttpReply call(String method, int port, String body, Map<String, String> headers) {
        return calls.exchange(request(method, uri("http", port), body, headers));
    }

    private static URI uri(String scheme, int port) {
        return URI.create(scheme + "://127.0.0.1:" + port + "/rest/x/?a=1%202");
    }

    private static HttpRequest request(String method, URI uri, String body, Map<String, String> headers) {
        HttpTimeouts timeouts = new HttpTimeouts(Duration.ofMillis(700), Duration.ofMillis(700));
        return new HttpRequest(method, uri, headers, body.getBytes(StandardCharsets.UTF_8), timeouts);
    }
}
