package io.tieout.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tieout.testing.NodeProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code bench} of the packaged program, as short as it can be, beside a trial that must not be touched. */
class BenchIT {
    private static final Path PROGRAM = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final int MOST_MINUTES = 9;
    private static final String BEGUN = "Door: warm-up";

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void shortBench_measuresEverything_andLeavesNothingBehind() throws Exception {
        Path trial = Files.createDirectory(folder.resolve(".tieout"));

        Ended bench = run("--parts", "door,start,ledger,growth", "--charges", "4", "--facts", "12000");

        assertThat(bench.said()).contains("| door: webhooks accepted | 1/s |", "PostgreSQL 17");
        assertPlausible(bench.result());
        assertThat(names(trial)).isEmpty();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void door_besideAServiceOnNode_tellsHowManyTimesAsMuchItTakes() throws Exception {
        Path node = NodeProject.installed(Path.of("src", "bench", "node")).folder();

        Ended bench = run("--parts", "door", "--node", node.toAbsolutePath().toString());

        JsonNode measured = bench.result();
        assertThat(median(measured, "service on Node: webhooks accepted")).isPositive();
        assertThat(median(measured, "service on Node: webhooks refused or lost"))
                .isZero();
        assertThat(median(measured, "door: of the service on Node")).isPositive();
    }

    @Test
    void bench_toldToStop_leavesNothingBehind() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path log = folder.resolve("bench.log");
        Process bench = start(List.of("--parts", "door", "--seconds", "60"), temporary, log);
        try {
            // Its first line of progress: PostgreSQL, simulators and application run.
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> Files.readString(log).contains(BEGUN));
            bench.destroy();
            assertThat(bench.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            end(bench);
        }

        assertThat(names(temporary)).noneMatch(name -> name.startsWith("tieout-bench"));
    }

    /** What a bench that came to its end has said, and its result. */
    private record Ended(String said, JsonNode result) {}

    /** With one run of each measurement, of a second at the door; nothing is left of what it started. */
    private Ended run(String... options) throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path result = folder.resolve("result.json");
        Path log = folder.resolve("bench.log");
        Process bench = start(
                Stream.concat(
                                Stream.of(options),
                                Stream.of("--runs", "1", "--seconds", "1", "--output", result.toString()))
                        .toList(),
                temporary,
                log);
        try {
            assertThat(bench.waitFor(MOST_MINUTES, TimeUnit.MINUTES))
                    .as(() -> own(contentOf(log.toFile())))
                    .isTrue();
        } finally {
            end(bench);
        }
        String said = contentOf(log.toFile());
        assertThat(bench.exitValue()).as(own(said)).isZero();
        assertThat(names(temporary)).noneMatch(name -> name.startsWith("tieout-bench"));
        return new Ended(said, new ObjectMapper().readTree(result.toFile()));
    }

    /** Without the logs of what it started, which would push the reason out of a short report. */
    private static String own(String said) {
        return said.lines().filter(line -> !line.startsWith("{")).collect(Collectors.joining("\n"));
    }

    /** Asked first: what it has started ends with it then. */
    private static void end(Process bench) throws InterruptedException {
        bench.destroy();
        if (!bench.waitFor(1, TimeUnit.MINUTES)) {
            bench.destroyForcibly();
        }
    }

    private Process start(List<String> options, Path temporary, Path log) throws IOException {
        assertThat(PROGRAM)
                .as("the packaged program, which the phase package makes before integration tests")
                .isRegularFile();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        java,
                                        "-Xmx512m",
                                        "-Djava.io.tmpdir=" + temporary,
                                        "-jar",
                                        PROGRAM.toAbsolutePath().toString(),
                                        "bench"),
                                options.stream())
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("TIEOUT_"));
        // Of all processes: what a short bench measures is nobody's matter, and the second compiler takes most of its
        // time.
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        // The invoices that a bench enters are known in seconds.
        builder.environment().put("TIEOUT_POLLING_OPEN_ITEMS", "3000");
        return builder.start();
    }

    private static void assertPlausible(JsonNode result) {
        assertThat(result.path("measured"))
                .extracting(one -> one.path("what").asText())
                .contains(
                        "10000 facts: charges confirmed",
                        "12000 facts: charges confirmed",
                        "start: to the first webhook accepted");
        for (JsonNode one : result.path("measured")) {
            assertThat(one.path("runs")).as(one.path("what").asText()).hasSize(1);
            assertThat(one.path("median").asDouble()).isGreaterThanOrEqualTo(0);
        }
        assertThat(median(result, "door: of the bare route of Camel")).isBetween(0.05, 1.5);
        assertThat(median(result, "door: webhooks accepted")).isPositive();
        assertThat(median(result, "door: webhooks refused or lost")).isZero();
        assertThat(median(result, "door at four fifths: answer 200, p99"))
                .isGreaterThanOrEqualTo(median(result, "door at four fifths: answer 200, p50"));
        assertThat(median(result, "ledger at four fifths: notification stored to CONFIRMED, median"))
                .isPositive();
        assertThat(result.path("machine").path("cores").asInt()).isPositive();
    }

    private static double median(JsonNode result, String what) {
        for (JsonNode one : result.path("measured")) {
            if (one.path("what").asText().equals(what)) {
                return one.path("median").asDouble();
            }
        }
        throw new AssertionError("nothing was measured as " + what);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
