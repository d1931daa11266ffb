package io.tieout.connector.ebs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A gateway on 127.0.0.1 that plays back example answers, by the last part of a call's path, and keeps what came. */
final class GatewayStub implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Queue<Reply>> once = new ConcurrentHashMap<>();
    private final Map<String, Function<Received, Reply>> always = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    GatewayStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** What came in. */
    record Received(String method, String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join("|", headers.getOrDefault(name, List.of()));
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A parameter of the call. */
        JsonNode parameter(String name) {
            return json().elements().next().path("InputParameters").path(name);
        }
    }

    /** What to answer. */
    record Reply(int status, String type, String body, Cut cut, Map<String, String> headers) {
        Reply with(String name, String value) {
            return new Reply(status, type, body, cut, Map.of(name, value));
        }
    }

    /** Where an answer is cut. */
    enum Cut {
        NOWHERE,
        BEFORE_HEAD,
        IN_BODY,
        NEVER_COMES
    }

    static Reply example(String file) {
        return example(200, file);
    }

    static Reply example(int status, String file) {
        String type = file.endsWith(".html") ? "text/html; charset=UTF-8" : "application/json";
        return new Reply(status, type, read(file), Cut.NOWHERE, Map.of());
    }

    static Reply cut(Cut cut) {
        return new Reply(200, "application/json", "{\"OutputParameters\":{}}", cut, Map.of());
    }

    static String read(String file) {
        try (InputStream in = GatewayStub.class.getResourceAsStream("/ebs/" + file)) {
            return new String(
                    Objects.requireNonNull(in, file + " is not among the examples")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GatewayStub next(String operation, Reply reply) {
        once.computeIfAbsent(operation, name -> new ConcurrentLinkedQueue<>()).add(reply);
        return this;
    }

    GatewayStub always(String operation, Function<Received, Reply> reply) {
        always.put(operation, reply);
        return this;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Received> received(String operation) {
        return received.stream()
                .filter(request -> operation(request.path()).equals(operation))
                .toList();
    }

    Received only(String operation) {
        List<Received> all = received(operation);
        if (all.size() != 1) {
            throw new AssertionError(operation + " was called " + all.size() + " times");
        }
        return all.get(0);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static String operation(String path) {
        return path.replaceAll("/$", "").replaceAll(".*/", "");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Received request = new Received(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Map.copyOf(exchange.getRequestHeaders()),
                body);
        received.add(request);
        answer(exchange, reply(request));
    }

    private Reply reply(Received request) {
        String operation = operation(request.path());
        Queue<Reply> queue = once.get(operation);
        Reply next = queue == null ? null : queue.poll();
        if (next != null) {
            return next;
        }
        return always.getOrDefault(operation, unexpected -> example(404, "web-tier.html"))
                .apply(request);
    }

    private void answer(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        if (reply.cut() == Cut.NEVER_COMES) {
            await();
        }
        if (reply.cut() == Cut.BEFORE_HEAD || reply.cut() == Cut.NEVER_COMES) {
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", reply.type());
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.sendResponseHeaders(reply.status(), reply.cut() == Cut.IN_BODY ? bytes.length + 50L : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
