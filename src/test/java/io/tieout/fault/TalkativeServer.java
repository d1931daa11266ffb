package io.tieout.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A remote system that refuses each call and repeats in its error what it was sent, and what it knows of a payer. */
final class TalkativeServer implements AutoCloseable {
    private static final int REFUSED = 401;

    private final HttpServer server;
    private final List<String> words;

    TalkativeServer(List<String> words) {
        this.words = words;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::refuse);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void refuse(HttpExchange exchange) throws IOException {
        String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        // EBS knows no payer; what it is sent of one, it may say.
        String said = sent.startsWith("Basic ") ? sent + " " + plain(sent) : sent + " " + String.join(", ", words);
        byte[] body = ("{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"" + said + "\",\"message\":\"" + said
                        + "\",\"param\":\"" + said + "\"},\"ISGServiceFault\":{\"Code\":\"" + said
                        + "\",\"Message\":\"" + said + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Request-Id", sent);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(REFUSED, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String plain(String authorization) {
        return new String(
                Base64.getDecoder().decode(authorization.substring("Basic ".length())), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
