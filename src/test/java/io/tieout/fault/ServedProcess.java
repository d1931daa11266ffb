package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program, run as {@code serve} in a process of its own on free ports; its output lies under target. */
final class ServedProcess implements AutoCloseable {
    private static final Path PROGRAM = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path LOGS = Path.of("target", "two-processes");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DRAIN = Duration.ofSeconds(45);
    private static final Duration START = Duration.ofMinutes(4);

    private final Process process;
    private final int port;
    private final int management;
    private final Path log;

    private ServedProcess(Process process, int port, int management, Path log) {
        this.log = log;
        this.process = process;
        this.port = port;
        this.management = management;
    }

    /** Starts it; it is not ready yet. */
    static ServedProcess start(String name, Map<String, String> settings) throws IOException {
        return start(name, settings, freePort());
    }

    /** As {@link #start(String, Map)}, at a known port. */
    static ServedProcess start(String name, Map<String, String> settings, int port) throws IOException {
        assertThat(PROGRAM)
                .as("the packaged program, which the phase package makes before integration tests")
                .isRegularFile();
        int management = freePort();
        Path log = Files.createDirectories(LOGS).resolve(name + ".log");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(program(java, "-Xmx512m", "serve"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("TIEOUT_"));
        builder.environment().putAll(settings);
        builder.environment().put("TIEOUT_HTTP_HOST", "127.0.0.1");
        builder.environment().put("TIEOUT_HTTP_PORT", Integer.toString(port));
        builder.environment().put("TIEOUT_MANAGEMENT_HOST", "127.0.0.1");
        builder.environment().put("TIEOUT_MANAGEMENT_PORT", Integer.toString(management));
        Process process = builder.start();
        // A test that is ended from outside leaves no process behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new ServedProcess(process, port, management, log);
    }

    /** A process lives for seconds here: it starts with what makes starting quick. */
    private static List<String> program(Path java, String memory, String... arguments) {
        List<String> line = new ArrayList<>(List.of(java.toString(), memory));
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", PROGRAM.toString()));
        line.addAll(List.of(arguments));
        return line;
    }

    /** Runs a command of the program to its end; answers its status. What it says is kept beside the logs. */
    static int command(Map<String, String> settings, String... arguments) throws IOException, InterruptedException {
        Path said = Files.createDirectories(LOGS).resolve("commands.log");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(program(java, "-Xmx256m", arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("TIEOUT_"));
        builder.environment().putAll(settings);
        Process process = builder.start();
        assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS))
                .as("the command has ended")
                .isTrue();
        return process.exitValue();
    }

    ServedProcess awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(process.isAlive())
                    .as("the process, see its log under " + LOGS)
                    .isTrue();
            return ready();
        });
        return this;
    }

    boolean ready() throws InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
        try {
            return HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Ends it as {@code kill -9} does: nothing of it runs any more when this returns. */
    void kill() {
        process.destroyForcibly();
        await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
    }

    /** Waits for its end; whether it came, which must be with this status. */
    boolean endsWithin(Duration patience, int status) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        assertThat(process.exitValue()).as("exit status, see " + log).isEqualTo(status);
        return true;
    }

    /** Asks it to end, as Kubernetes does (SIGTERM), and waits until it has: what it does must be finished by then. */
    void terminate() {
        process.destroy();
        await().atMost(DRAIN).until(() -> !process.isAlive());
    }

    /** The most memory that it has had, in kibibytes; 0 where the machine doesn't tell. */
    long peakKibibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** What it logged as an error so far. */
    List<String> errors() throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("\"level\":\"ERROR\"") || line.contains("Error processing"))
                .toList();
    }

    /** The facts of which it told in its log, after the commit, that their posting came to a state. */
    List<String> factsTold(String state) throws IOException {
        List<String> facts = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            JsonNode told = JSON.readTree(line);
            if (told.path("message").asText().startsWith("posting.move ")
                    && told.path("mdc").path("to").asText().equals(state)) {
                facts.add(told.path("mdc").path("factId").asText());
            }
        }
        return facts;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
