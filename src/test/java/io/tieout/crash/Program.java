package io.tieout.crash;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the packaged program, run in a process of its own; its output goes to a file. */
final class Program implements AutoCloseable {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final long before;
    private final Instant begin = Instant.now();

    private Program(Process process, Path log, long before) {
        this.process = process;
        this.log = log;
        this.before = before;
    }

    /**
     * Starts it with nothing of our own settings. It may live for seconds only: with what makes starting quick.
     *
     * @param log takes what it says, after what is there
     */
    static Program start(Path log, Map<String, String> settings, String... command) {
        return start(log, List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"), settings, command);
    }

    /** As {@link #start(Path, Map, String...)}, one that lives to the end and may use so much heap. */
    static Program lasting(Path log, int megabytes, Map<String, String> settings, String... command) {
        return start(log, List.of("-Xmx" + megabytes + "m"), settings, command);
    }

    private static Program start(Path log, List<String> options, Map<String, String> settings, String... command) {
        if (!Files.isRegularFile(JAR)) {
            throw new IllegalStateException(JAR + " is missing: ./mvnw package makes it");
        }
        ProcessBuilder builder = new ProcessBuilder(line(options, command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("TIEOUT_"));
        builder.environment().putAll(settings);
        try {
            long before = Files.exists(log) ? Files.size(log) : 0;
            Process process = builder.start();
            // A crash test that is stopped by hand leaves none of its processes behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Program(process, log, before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> line(List<String> options, String... command) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> line = new ArrayList<>(List.of(java.toString()));
        line.addAll(options);
        line.addAll(List.of("-XX:+UseSerialGC", "-jar", JAR.toString()));
        line.addAll(List.of(command));
        return line;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does: nothing of it runs any more when this returns. */
    void kill() {
        process.destroyForcibly();
        await().atMost(GRACE).until(() -> !process.isAlive());
    }

    /** Asks it to end, and waits until it has; what doesn't end by itself is killed. Answers whether it did. */
    boolean terminate() {
        process.destroy();
        boolean ended = endsWithin(GRACE);
        if (!ended) {
            kill();
        }
        return ended;
    }

    /** Waits for its end; the status it ended with. */
    int status() {
        if (!endsWithin(Duration.ofMinutes(5))) {
            kill();
            throw new IllegalStateException("the command doesn't end");
        }
        return process.exitValue();
    }

    /** How it ended without being asked to. */
    Ended ended(int number) {
        return new Ended(number, process.exitValue(), Logs.cause(log, before), begin, Instant.now());
    }

    private boolean endsWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
