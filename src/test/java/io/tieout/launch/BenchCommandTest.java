package io.tieout.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.bench.Part;
import io.tieout.bench.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of {@code bench}; the whole is the subject of {@code BenchIT}. */
class BenchCommandTest {

    @TempDir
    Path temp;

    @Test
    void no_options_give_the_usual_plan() {
        BenchOptions options = BenchOptions.of(List.of());

        assertThat(options.plan())
                .isEqualTo(new Plan(Plan.usual(), Duration.ofSeconds(10), 960, 3, 10_000_000, Optional.empty()));
        assertThat(options.output()).isEmpty();
    }

    @Test
    void options_are_taken_in_any_order() {
        String file = temp.resolve("result.json").toString();

        BenchOptions options = BenchOptions.of(List.of(
                "--output",
                file,
                "--charges",
                "5",
                "--parts",
                "door,start",
                "--seconds",
                "2",
                "--facts",
                "7",
                "--runs",
                "1"));

        assertThat(options.plan())
                .isEqualTo(new Plan(Set.of(Part.DOOR, Part.START), Duration.ofSeconds(2), 5, 1, 7, Optional.empty()));
        assertThat(options.output()).contains(Path.of(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seconds",
                "--seconds 0",
                "--seconds x",
                "--seconds 601",
                "--parts door,roof",
                "--charges 0",
                "--runs 100",
                "--fast 1"
            })
    void wrong_options_are_answered_with_usage_and_2(String line) {
        assertThatThrownBy(() -> BenchOptions.of(List.of(line.split(" "))))
                .isInstanceOfSatisfying(
                        LaunchRefused.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(2))
                .hasMessageContaining("bench [--parts door,ledger,processes,start,growth]");
    }

    @Test
    void output_that_cannot_be_written_is_refused_before_anything_starts() {
        String nowhere = temp.resolve("nowhere").resolve("result.json").toString();

        assertThatThrownBy(() -> BenchOptions.of(List.of("--output", nowhere)))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("result.json can't be written");
    }

    @Test
    void service_on_node_that_is_not_installed_is_refused_before_anything_starts() throws IOException {
        Files.createFile(temp.resolve("server.mjs"));

        assertThatThrownBy(() -> BenchOptions.of(List.of("--node", temp.toString())))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("run npm ci in it first");

        Files.createDirectory(temp.resolve("node_modules"));
        assertThatThrownBy(() -> BenchOptions.of(List.of("--parts", "start", "--node", temp.toString())))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("beside the part door");
        assertThat(BenchOptions.of(List.of("--node", temp.toString())).plan().node())
                .contains(temp.toAbsolutePath());
    }

    @Test
    void free_ports_are_all_different() {
        assertThat(Ports.free(8)).hasSize(8).doesNotHaveDuplicates();
    }

    /** The machine gives ports at random: of so many, dozens would come twice. */
    @Test
    void free_port_is_given_once_though_nobody_listens_there_yet() {
        FreePorts ports = new FreePorts();

        assertThat(IntStream.range(0, 250).boxed().flatMap(round -> ports.take(8).stream()))
                .hasSize(2000)
                .doesNotHaveDuplicates();
    }
}
