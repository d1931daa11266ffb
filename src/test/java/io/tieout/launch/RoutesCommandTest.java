package io.tieout.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.Tieout;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code routes check}; what it can find is the subject of {@code RouteFilesTest}. */
class RoutesCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path temp;

    @Test
    void packaged_files_are_checked_without_a_folder() {
        assertThat(run("routes", "check")).isZero();
        assertThat(text(out)).contains("Nothing is wrong with", "intake.camel.yaml", "posting.camel.yaml");
    }

    @Test
    void folder_with_a_wrong_file_is_answered_with_its_findings_and_1() throws Exception {
        Files.writeString(temp.resolve("mine.camel.yaml"), """
                - route:
                    id: yours
                    description: Wrong on purpose.
                    routeConfigurationId: failures
                    from:
                      uri: direct
                      parameters:
                        name: mine
                      steps:
                        - bean:
                            id: step
                            ref: tracking
                            method: lok
                """);

        assertThat(run("routes", "check", temp.toString())).isEqualTo(1);
        assertThat(text(out).lines())
                .allMatch(line -> line.matches("mine.camel.yaml: line \\d+: .*|no file calls .*"))
                .anyMatch(line -> line.startsWith("mine.camel.yaml: line 2: route id yours"))
                .anyMatch(line -> line.contains("line 13: bean has 0 methods Tracking.lok"))
                .anyMatch(line -> line.contains("failures is in no file"))
                .anyMatch(line -> line.contains("add the packaged intake.camel.yaml"));
    }

    @Test
    void folder_that_is_not_there_is_refused_with_1() {
        assertThat(run("routes", "check", temp.resolve("nowhere").toString())).isEqualTo(1);
        assertThat(text(err)).contains("nowhere is no folder");
    }

    /** A pod checks its mounted files while it starts; the schema's whole language once took more than 256 MB of heap. */
    @Test
    void little_heap_is_enough() throws Exception {
        Path said = temp.resolve("said.txt");
        Process program = OwnJava.of("-Xmx64m", Tieout.class, "routes", "check")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        assertThat(program.waitFor(1, TimeUnit.MINUTES)).as("it ended").isTrue();
        assertThat(said).content().contains("Nothing is wrong with");
        assertThat(program.exitValue()).isZero();
    }

    @Test
    void wrong_use_is_answered_with_usage_and_2() {
        assertThat(run("routes")).isEqualTo(2);
        assertThat(run("routes", "burn")).isEqualTo(2);
        assertThat(text(err)).contains("routes check [folder]");
    }

    @Test
    void help_lists_all_commands_and_is_no_error() {
        assertThat(run("--help")).isZero();
        assertThat(text(out)).contains("serve", "trial", "sandbox", "keys", "routes", "bench");
        assertThat(text(err)).isEmpty();
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(new PrintStream(out, true), new PrintStream(err, true));
        Program program = () -> {
            throw new AssertionError("the application must not start");
        };
        return new Launcher(terminal, Clock.systemUTC(), program).run(List.of(arguments));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
