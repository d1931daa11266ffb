package io.tieout.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text of our sources: sizes, leftovers, sleeps, mutable statics, Javadoc, marked packages, README commands. */
class SourceTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final Path FIXTURES = Path.of("src/test/java/io/tieout/house/fixture");
    private static final Path README = Path.of("README.md");
    private static final Path CI_SCRIPT = Path.of(".ci/run");
    private static final Path BY_HAND = Path.of("src/test/resources/readme-by-hand.txt");

    @Test
    void sources_checked_nothing_found() {
        List<String> findings = new ArrayList<>();
        for (SourceFile file : ours()) {
            findings.addAll(SourceRules.check(file));
            if (file.lines() > SourceRules.FILE_LINES_REPORT) {
                System.out.println("grows long: " + file.path() + " " + file.lines());
            }
        }

        assertThat(findings).isEmpty();
    }

    @Test
    void main_package_without_null_marked_fails() {
        assertThat(unmarked(MAIN))
                .as("packages without a @NullMarked package-info")
                .isEmpty();
    }

    @Test
    void readme_command_is_run_or_listed() throws IOException {
        if (Files.exists(README)) {
            assertThat(Readme.unproven(Files.readString(README), read(CI_SCRIPT), read(BY_HAND)))
                    .as("README commands that neither %s runs nor %s lists", CI_SCRIPT, BY_HAND)
                    .isEmpty();
        }
    }

    @Test
    void bad_source_each_fault_is_found(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Bad.java"), badSource());

        List<String> findings = SourceRules.check(SourceFile.below(folder).get(0));

        assertThat(findings)
                .extracting(finding -> finding.replaceFirst(".*Bad\\.java:\\d+ ", ""))
                .containsExactlyInAnyOrder(
                        "has 477 lines, at most 400",
                        "leaves work in a comment",
                        "holds code in a comment",
                        "holds code in a comment",
                        "public type Bad has no Javadoc",
                        "static field last is not final",
                        "static field SEEN can change",
                        "static array WORDS is not private",
                        "sleeps",
                        "method run has 466 lines, at most 50");
    }

    @Test
    void good_source_nothing_is_found(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Good.java"), """
                package x;

                /** Sample: {@code int a = 1;} is fine here. */
                public final class Good {
                    private static final String NOT_A_COMMENT = "// int a = 1; TO" + "DO";
                    // First line; the second one is prose (with brackets); see section 3.
                    // What matters: a posting is stored before it is sent.
                    private static final byte[] MAGIC = {1, 2};
                }
                """);

        assertThat(SourceRules.check(SourceFile.below(folder).get(0))).isEmpty();
    }

    @Test
    void package_without_mark_is_found(@TempDir Path folder) throws IOException {
        Path marked = Files.createDirectories(folder.resolve("marked"));
        Files.writeString(marked.resolve("package-info.java"), "@NullMarked\npackage marked;\n");
        Files.writeString(marked.resolve("A.java"), "package marked;\nclass A {}\n");
        Path bare = Files.createDirectories(folder.resolve("bare"));
        Files.writeString(bare.resolve("B.java"), "package bare;\nclass B {}\n");

        assertThat(unmarked(folder)).containsExactly(bare.toString());
    }

    @Test
    void readme_command_unknown_is_found() {
        String readme =
                "Text\n```sh\n./mvnw\ncurl -s \\\n  localhost\n```\n```console\n$ ./mvnw verify\nBUILD SUCCESS\n```\n"
                        + "```json\n{}\n```\n";

        assertThat(Readme.unproven(readme, "set -e\n  ./mvnw verify\n", "./mvnw\n"))
                .containsExactly("curl -s localhost");
    }

    @Test
    void readme_command_with_lines_in_quotes_is_one() {
        String readme = "```sh\ncurl -d '\n  {\"a\":1,\n   \"b\":2}' localhost\n```\n";

        assertThat(Readme.commands(readme)).containsExactly("curl -d ' {\"a\":1, \"b\":2}' localhost");
    }

    private static List<SourceFile> ours() {
        return Stream.of(MAIN, TEST)
                .flatMap(folder -> SourceFile.below(folder).stream())
                .filter(file -> !file.path().startsWith(FIXTURES.toAbsolutePath()))
                .toList();
    }

    private static Set<String> unmarked(Path folder) {
        Set<String> all = new TreeSet<>();
        List<SourceFile> files = SourceFile.below(folder);
        files.forEach(file -> all.add(file.path().getParent().toString()));
        files.stream()
                .filter(file -> file.path().endsWith("package-info.java"))
                .filter(file -> file.tree().getPackageAnnotations().toString().contains("@NullMarked"))
                .forEach(file -> all.remove(file.path().getParent().toString()));
        return all;
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static String badSource() {
        return """
                package x;

                public class Bad {
                    static String last;
                    private static final java.util.Map<String, String> SEEN = new java.util.HashMap<>();
                    static final String[] WORDS = new String[] {"a"};
                    // TO%s: later
                    // int a = count();
                    /* if (a > 1) {
                     */
                    void run() throws Exception {
                        Thread.sleep(1);
                """.formatted("DO") + "\n        ;".repeat(462) + "\n    }\n}\n";
    }
}
