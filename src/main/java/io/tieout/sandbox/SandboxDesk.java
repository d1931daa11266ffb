package io.tieout.sandbox;

import io.tieout.sandbox.Faults.Fault;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;

/** What a simulator works with: its rows, clock, faults, request log and the Vert.x instance of its host. */
public final class SandboxDesk {

    private final RowStore rows;
    private final SandboxClock clock;
    private final Vertx vertx;
    private final Faults faults = new Faults();
    private final RequestLog requests = new RequestLog();
    private Function<Integer, SandboxAnswer> failure = status -> SandboxAnswer.json(status, "{}");

    SandboxDesk(RowStore rows, SandboxClock clock, Vertx vertx) {
        this.rows = rows;
        this.clock = clock;
        this.vertx = vertx;
    }

    void serve(Simulator simulator) {
        faults.know(simulator.operations(), simulator.faults());
        failure = simulator::failure;
    }

    public RowStore rows() {
        return rows;
    }

    public SandboxClock clock() {
        return clock;
    }

    public Vertx vertx() {
        return vertx;
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog requests() {
        return requests;
    }

    /** A handler for one operation: general faults around it, the work on a worker thread, the call in the log. */
    public Handler<RoutingContext> handle(String operation, SandboxCall call) {
        return handle(request -> operation, call);
    }

    /** The same where the operation depends on the request (its path or body). */
    public Handler<RoutingContext> handle(Function<RoutingContext, String> operation, SandboxCall call) {
        return request -> {
            String name = operation.apply(request);
            Optional<Fault> fault = faults.takeGeneral(name);
            new RunningCall(this, request, name, fault).run(call);
        };
    }

    /**
     * A handler for a control address, without faults and log: work on a worker thread; IllegalArgumentException
     * answers 400 with its message. A page's button (a form) is sent back to the page it came from.
     */
    public Handler<RoutingContext> control(Function<RoutingContext, SandboxAnswer> work) {
        return request -> vertx.executeBlocking(() -> ControlCall.run(request, work), false)
                .onSuccess(answer -> ControlCall.send(request, answer))
                .onFailure(request::fail);
    }

    SandboxAnswer failure(int status) {
        return failure.apply(status);
    }
}
