package io.tieout.sandbox;

import io.tieout.sandbox.Faults.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call on its way through the general faults; {@link Faults#GENERAL} says what each of them does. */
final class RunningCall {

    private static final System.Logger LOG = System.getLogger(RunningCall.class.getName());

    private final SandboxDesk desk;
    private final RoutingContext request;
    private final String operation;
    private final Optional<Fault> fault;

    RunningCall(SandboxDesk desk, RoutingContext request, String operation, Optional<Fault> fault) {
        this.desk = desk;
        this.request = request;
        this.operation = operation;
        this.fault = fault;
    }

    void run(SandboxCall call) {
        Callable<SandboxAnswer> work = () -> call.answer(request);
        switch (fault.map(Fault::fault).orElse("")) {
            case "latency" -> later(() -> execute(work, this::send));
            case "answer-lost" -> execute(work, answer -> cut());
            case "lands-late" -> {
                cut();
                later(() -> execute(work, answer -> {}));
            }
            case "reset" -> cut();
            case "status-401" -> send(desk.failure(401));
            case "status-429" -> send(desk.failure(429));
            case "status-500" -> send(desk.failure(500));
            case "html-503" -> send(SandboxAnswer.html(503, unavailable()));
            case "malformed" -> execute(work, answer -> send(broken(answer)));
            case "half-page" -> execute(work, this::sendHalf);
            default -> execute(work, this::send);
        }
    }

    private void later(Runnable step) {
        long millis = fault.map(Fault::delay).orElse(Duration.ZERO).toMillis();
        desk.vertx().setTimer(Math.max(1, millis), timer -> step.run());
    }

    private void execute(Callable<SandboxAnswer> work, Consumer<SandboxAnswer> then) {
        desk.vertx().executeBlocking(work, false).onComplete(done -> {
            if (done.failed()) {
                LOG.log(Level.ERROR, "sandbox operation " + operation + " failed", done.cause());
            }
            then.accept(done.succeeded() ? done.result() : desk.failure(500));
        });
    }

    private void send(SandboxAnswer answer) {
        log(answer.status());
        if (!request.response().ended() && !request.response().closed()) {
            head(answer).end(Buffer.buffer(answer.body()));
        }
    }

    private void sendHalf(SandboxAnswer answer) {
        log(answer.status());
        Buffer whole = Buffer.buffer(answer.body());
        Buffer half = whole.getBuffer(0, whole.length() / 2);
        head(answer).putHeader("Content-Length", Integer.toString(whole.length()));
        request.response()
                .write(half)
                .onComplete(written -> request.request().connection().close());
    }

    private HttpServerResponse head(SandboxAnswer answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        return response;
    }

    private void cut() {
        log(null);
        request.request().connection().close();
    }

    private void log(@Nullable Integer status) {
        desk.requests()
                .add(new RequestLog.Entry(
                        desk.clock().now(),
                        request.request().method().name(),
                        request.request().path(),
                        request.request().query(),
                        operation,
                        status,
                        fault.map(Fault::fault).orElse(null)));
    }

    private static SandboxAnswer broken(SandboxAnswer answer) {
        String text = answer.body();
        return SandboxAnswer.json(200, "{\"sandbox\":" + text.substring(0, text.length() / 2));
    }

    private static String unavailable() {
        return "<html><head><title>503 Service Unavailable</title></head><body><h1>Service Unavailable</h1>"
                + "<p>The server is temporarily unable to service your request.</p></body></html>";
    }
}
