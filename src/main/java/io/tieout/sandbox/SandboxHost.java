package io.tieout.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One running simulator: its rows, its own Vert.x instance and an HTTP server on 127.0.0.1 only. */
public final class SandboxHost implements AutoCloseable {

    private static final String SEEDED = "seeded";
    private static final int BODY_LIMIT_BYTES = 64 * 1024 * 1024;
    private static final int WAIT_SECONDS = 30;

    private final Vertx vertx;
    private final RowStore rows;
    private final int port;

    private SandboxHost(Vertx vertx, RowStore rows, int port) {
        this.vertx = vertx;
        this.rows = rows;
        this.port = port;
    }

    /**
     * Opens the rows, seeds them when they are new, and listens.
     *
     * @throws IllegalStateException when the port is taken (the message names its property) or the data file is open
     */
    public static SandboxHost start(Function<SandboxDesk, Simulator> simulator, HostSettings settings) {
        RowStore rows = RowStore.open(settings.dataFile());
        Vertx vertx = Vertx.vertx(options());
        try {
            SandboxDesk desk = new SandboxDesk(rows, new SandboxClock(settings.clock(), rows), vertx);
            Simulator made = simulator.apply(desk);
            desk.serve(made);
            if (rows.number(SEEDED) == 0) {
                seed(rows, made);
            }
            return new SandboxHost(vertx, rows, listen(router(made, desk), vertx, settings));
        } catch (RuntimeException e) {
            release(vertx, rows);
            throw e;
        }
    }

    private static VertxOptions options() {
        // A sandbox reads no file through Vert.x, so it needs no cache folder of its own.
        FileSystemOptions files =
                new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        return new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(16).setFileSystemOptions(files);
    }

    static void seed(RowStore rows, Simulator simulator) {
        rows.transaction(() -> {
            simulator.seed();
            rows.setNumber(SEEDED, 1);
            return null;
        });
    }

    private static Router router(Simulator simulator, SandboxDesk desk) {
        Router router = Router.router(desk.vertx());
        // A GET may carry a form's content type (Stripe's own clients send it): it has no form to read all the same.
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)) {
            router.route().method(method).handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT_BYTES));
        }
        new Control(simulator, desk).mount(router);
        simulator.mount(router, desk);
        return router;
    }

    private static int listen(Router router, Vertx vertx, HostSettings settings) {
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        try {
            return wait(server.listen(settings.port(), "127.0.0.1")).actualPort();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The sandbox " + settings.system() + " can't listen on 127.0.0.1:" + settings.port()
                            + "; set another port with " + HostSettings.property(settings.system()),
                    e.getCause());
        }
    }

    private static <T> T wait(Future<T> future) throws ExecutionException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer from Vert.x within " + WAIT_SECONDS + " seconds", e);
        }
    }

    public int port() {
        return port;
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    /** Stops listening, lets running work end, then closes the file. */
    @Override
    public void close() {
        release(vertx, rows);
    }

    private static void release(Vertx vertx, RowStore rows) {
        try {
            wait(vertx.close());
        } catch (ExecutionException e) {
            throw new IllegalStateException("Vert.x did not close", e.getCause());
        } finally {
            rows.close();
        }
    }
}
