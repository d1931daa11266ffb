package io.tieout.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who opens a route file in the visual editor and saves it finds no difference. */
class EditorTextTest {
    private static final List<Path> FOLDERS = List.of(Path.of("routes"), Path.of("src/test/resources/routes/good"));

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void routeFile_openedAndSaved_isTheSameByteByByte(Path file) throws IOException {
        assertThat(saved(Files.readString(file))).isEqualTo(Files.readString(file));
    }

    static Stream<Path> files() throws IOException {
        Stream<Path> all = Stream.empty();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.list(folder)) {
                all = Stream.concat(
                        all,
                        files.filter(file -> file.toString().endsWith(RouteFile.ENDING)).sorted().toList().stream());
            }
        }
        return all;
    }

    /** What the editor's library made of the same texts. */
    @Test
    void textThatTheEditorWritesOtherwise_isWrittenAsTheEditorDoes() throws IOException {
        String before = """
                #Head, with no blank.

                - route:
                    id: a # Lost.
                    description: Each error leaves a row with its reason and next attempt; nothing is lost and nothing sleeps.
                    plain: 'needless'
                    number: 3
                    texts: ["3", "yes", "10:30", "2026-11-21", "a: b", "#a", "1.5", "say \\"a\\"", ""]
                # Lost too.
                - routeConfiguration:
                    id: b
                    empty: {}
                """;

        assertThat(saved(before)).isEqualTo("""
                #Head, with no blank.

                - routeConfiguration:
                    id: b
                    empty: {}
                - route:
                    id: a
                    description: Each error leaves a row with its reason and next attempt; nothing
                      is lost and nothing sleeps.
                    plain: needless
                    number: 3
                    texts:
                      - "3"
                      - "yes"
                      - "10:30"
                      - "2026-11-21"
                      - "a: b"
                      - "#a"
                      - "1.5"
                      - say "a"
                      - ""
                """);
    }

    private static String saved(String text) throws IOException {
        return EditorText.saved(RouteFile.read("a.camel.yaml", text.getBytes(StandardCharsets.UTF_8)));
    }
}
