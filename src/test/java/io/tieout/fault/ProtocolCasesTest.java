package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of section 8 of the protocol names tests that exist, and leaves no case without one. */
class ProtocolCasesTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final int CASES = 18;

    private final List<String> rows;
    private final Map<String, Path> tests;

    ProtocolCasesTest() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/docs/protocol.md"));
        List<String> section = lines.subList(lines.indexOf("## 8. Cases that tests must cover"), lines.size());
        rows = section.stream()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            file -> file,
                            (one, other) -> one));
        }
    }

    @Test
    void everyCase_namesATest() {
        assertThat(rows).hasSize(CASES).allMatch(row -> NAMED.matcher(row).find());
    }

    @Test
    void everyTest_thatIsNamed_exists() {
        assertThat(rows).allSatisfy(row -> {
            Matcher named = NAMED.matcher(row);
            while (named.find()) {
                assertThat(tests).as(row).containsKey(named.group(1));
                assertThat(tests.get(named.group(1)))
                        .content()
                        .as(named.group())
                        .contains("void " + named.group(2) + "(");
            }
        });
    }
}
