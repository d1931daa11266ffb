package io.tieout.sandbox.stripe;

import io.tieout.sandbox.HostSettings;
import io.tieout.sandbox.SandboxAnswer;
import io.tieout.sandbox.SandboxDesk;
import io.tieout.sandbox.SandboxHost;
import io.tieout.sandbox.Simulator;
import io.tieout.sandbox.stripe.book.Books;
import io.tieout.sandbox.stripe.webhook.Deliveries;
import io.tieout.sandbox.stripe.webhook.Endpoints;
import io.tieout.sandbox.stripe.webhook.Sender;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Operation;
import io.tieout.sandbox.stripe.wire.Operations;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Stripe as the official client libraries see it, for one account, {@code acct_acme}: API version 2026-07-29.dahlia,
 * amounts in Stripe's minor units, times in Unix seconds (docs.stripe.com/api). Nothing leaves the own machine.
 */
public final class StripeSimulator implements Simulator {

    private static final Logger LOG = Logger.getLogger(StripeSimulator.class);
    private static final long TICK_MILLIS = 20;

    private final Operations operations = Operations.load();
    private final Parts parts;
    private final StripeDoor door;
    private final Sender sender;
    private final AtomicBoolean ticking = new AtomicBoolean();

    private StripeSimulator(SandboxDesk desk) {
        Books books = new Books(desk);
        Endpoints endpoints = new Endpoints(books);
        Deliveries deliveries = new Deliveries(books, endpoints, desk.clock());
        parts = new Parts(books, endpoints, deliveries, new Shop(books, deliveries));
        door = new StripeDoor(desk, books);
        sender = new Sender(books, endpoints, deliveries, desk);
    }

    /**
     * Starts a sandbox Stripe.
     *
     * @throws IllegalStateException when the port is taken or the data file is open elsewhere
     */
    public static SandboxHost host(HostSettings settings) {
        return SandboxHost.start(StripeSimulator::new, settings);
    }

    @Override
    public String system() {
        return "stripe";
    }

    @Override
    public void mount(Router router, SandboxDesk desk) {
        for (String name : operations.names()) {
            Operation operation = operations.get(name);
            Function<Call, Answer> work = parts.endpoints()
                    .serving(name)
                    .orElseGet(() -> parts.books().serving(name));
            router.route(
                            HttpMethod.valueOf(operation.method()),
                            operation.path().replaceAll("\\{(\\w+)}", ":$1"))
                    .handler(desk.handle(name, request -> door.serve(request, operation, work)));
        }
        new StripeControl(desk, parts).mount(router);
        StripePage page = new StripePage(desk, parts);
        router.get("/").handler(desk.control(request -> page.answer()));
        router.route("/v1/*")
                .handler(desk.handle(
                        request -> request.request().method() + " "
                                + request.request().path(),
                        door::unknown));
        desk.vertx().setPeriodic(TICK_MILLIS, timer -> tick(desk));
    }

    /** Does what is due; a tick that finds the last one still busy does nothing. */
    private void tick(SandboxDesk desk) {
        if (!ticking.compareAndSet(false, true)) {
            return;
        }
        desk.vertx()
                .executeBlocking(
                        () -> {
                            parts.books().timers().run();
                            sender.run();
                            return null;
                        },
                        false)
                .onFailure(StripeSimulator::report)
                .onComplete(done -> ticking.set(false));
    }

    private static void report(Throwable failure) {
        boolean closing = failure instanceof RejectedExecutionException;
        if (!closing) {
            LOG.error("sandbox Stripe: a due step failed", failure);
        }
    }

    @Override
    public void seed() {
        parts.endpoints().restore();
        parts.shop().seed();
    }

    @Override
    public List<String> operations() {
        return operations.names();
    }

    @Override
    public List<String> faults() {
        return List.of(StripeDoor.LOCK_TIMEOUT, StripeDoor.FINAL_500, StripeDoor.STILL_RUNNING, Books.DECLINED);
    }

    @Override
    public SandboxAnswer failure(int status) {
        return door.failure(status);
    }
}
