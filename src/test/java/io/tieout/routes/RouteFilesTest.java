package io.tieout.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each route file is what Camel loads, a visual editor draws and a newcomer reads; samples show each rule at work. */
class RouteFilesTest {
    private static final Path ROUTES = Path.of("routes");
    private static final Path GOOD = Path.of("src/test/resources/routes/good");
    private static final Path BAD = Path.of("src/test/resources/routes/bad");
    private static final Path EXPECTED = BAD.resolve("expected.txt");

    private static final JsonSchema SCHEMA = schema();
    private static final RouteBeans SAMPLE_BEANS = RouteBeans.below("io.tieout.routes.sample");

    private static JsonSchema schema() {
        try (InputStream schema = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void route_files_checked_nothing_found() {
        List<RouteFile> files = RouteFile.in(ROUTES);
        RouteBeans beans = RouteBeans.ours();

        assertThat(files.stream().flatMap(file -> findings(file, beans).stream()))
                .isEmpty();
        assertThat(RouteRules.doubled(files)).as("route ids given twice").isEmpty();
    }

    @Test
    void good_samples_checked_nothing_found() {
        List<RouteFile> files = RouteFile.in(GOOD);

        assertThat(files).isNotEmpty();
        assertThat(files.stream().flatMap(file -> findings(file, SAMPLE_BEANS).stream()))
                .isEmpty();
        assertThat(RouteRules.doubled(files)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badSamples")
    void bad_sample_its_fault_is_found(String name, Set<String> expected) {
        RouteFile file = RouteFile.read(BAD.resolve(name));

        assertThat(findings(file, SAMPLE_BEANS))
                .allSatisfy(finding -> assertThat(expected).as(finding).anyMatch(finding::contains));
        assertThat(expected)
                .allSatisfy(
                        fault -> assertThat(findings(file, SAMPLE_BEANS)).anyMatch(finding -> finding.contains(fault)));
    }

    @Test
    void bad_samples_each_has_an_expectation() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")))
                    .containsExactlyInAnyOrderElementsOf(expectations().keySet());
        }
    }

    @Test
    void same_route_id_in_two_files_is_found() {
        RouteFile file = RouteFile.read(GOOD.resolve("stripe-charges.camel.yaml"));

        assertThat(RouteRules.doubled(List.of(file, file))).isNotEmpty();
    }

    @Test
    void doubled_key_is_refused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.camel.yaml");
        Files.writeString(file, "- route:\n    id: a\n    id: b\n");

        assertThatThrownBy(() -> RouteFile.read(file)).hasMessageContaining("a.camel.yaml");
    }

    static Stream<Arguments> badSamples() throws IOException {
        return expectations().entrySet().stream().map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
    }

    /** The list beside the samples: a line per sample and fault, {@code name: part of the finding}. */
    private static Map<String, Set<String>> expectations() throws IOException {
        return Files.readAllLines(EXPECTED).stream()
                .map(line -> line.split(": ", 2))
                .collect(Collectors.groupingBy(
                        parts -> parts[0], TreeMap::new, Collectors.mapping(parts -> parts[1], Collectors.toSet())));
    }

    private static List<String> findings(RouteFile file, RouteBeans beans) {
        List<String> findings = new ArrayList<>();
        // The schema has many alternatives: the deepest messages are those that say what is wrong.
        SCHEMA.validate(file.tree()).stream()
                .sorted(Comparator.comparingInt((ValidationMessage message) ->
                                message.getInstanceLocation().getNameCount())
                        .reversed())
                .limit(2)
                .forEach(message -> findings.add(file.name() + ": schema: " + message.getMessage()));
        findings.addAll(RouteRules.check(file));
        findings.addAll(RouteText.check(file));
        findings.addAll(beans.check(file));
        return findings;
    }
}
