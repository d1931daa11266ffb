package io.tieout.routes;

import static java.beans.Introspector.decapitalize;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tieout.intake.Workers;
import io.tieout.routes.sample.StripeChargesToEbsLedger;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.spi.InterceptStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each route file is what Camel loads, a visual editor draws and a newcomer reads; samples show each rule at work. */
class RouteFilesTest {
    private static final Path ROUTES = Path.of("routes");
    private static final Path GOOD = Path.of("src/test/resources/routes/good");
    private static final Path BAD = Path.of("src/test/resources/routes/bad");
    private static final Path EXPECTED = BAD.resolve("expected.txt");

    private static final RouteCheck SAMPLES =
            new RouteCheck(RouteBeans.of(List.of(StripeChargesToEbsLedger.class), Set.of(), Map.of()));

    @Test
    void route_files_checked_nothing_found() {
        RouteCheck.Report report = RouteCheck.ofProgram().folder(ROUTES);

        assertThat(report.files()).hasSizeGreaterThan(5);
        assertThat(report.findings()).isEmpty();
        assertThat(report.untidy()).isEmpty();
    }

    @Test
    void packed_files_are_the_route_files() {
        assertThat(RouteCheck.ofProgram().packed())
                .isEqualTo(RouteCheck.ofProgram().folder(ROUTES));
    }

    @Test
    void packed_files_are_all_named_in_the_settings() throws IOException {
        Properties settings = new Properties();
        try (InputStream text = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            settings.load(text);
        }

        assertThat(settings.getProperty("camel.main.routes-include-pattern").split(","))
                .containsExactlyInAnyOrderElementsOf(RouteCheck.ofProgram().folder(ROUTES).files().stream()
                        .map(file -> "classpath:routes/" + file)
                        .toList());
    }

    @Test
    void good_samples_checked_nothing_found() {
        RouteCheck.Report report = SAMPLES.folder(GOOD);

        assertThat(report.files()).isNotEmpty();
        assertThat(report.findings()).isEmpty();
        assertThat(report.untidy()).isEmpty();
    }

    @Test
    void set_without_what_the_program_lives_on_is_found(@TempDir Path folder) throws IOException {
        copy(ROUTES, "failures.camel.yaml", folder);
        copy(ROUTES, "dispatch.camel.yaml", folder);

        assertThat(RouteCheck.ofProgram().folder(folder).findings())
                .contains(
                        "no file calls keyWatch.look: add the packaged keys.camel.yaml",
                        "no file calls posting.ready: add the packaged posting.camel.yaml",
                        "no file calls webhookDoor.store: add the packaged intake.camel.yaml")
                .anyMatch(finding -> finding.matches(
                        "dispatch\\.camel\\.yaml: line \\d+: no route of this folder begins with direct tracking: .*"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badSamples")
    void bad_sample_its_fault_is_found(String name, Set<String> expected) throws IOException {
        RouteFile file = RouteFile.read(name, Files.readAllBytes(BAD.resolve(name)));

        List<String> findings = new ArrayList<>(SAMPLES.broken(file));
        findings.addAll(RouteText.check(file));

        assertThat(findings)
                .allSatisfy(finding -> assertThat(expected).as(finding).anyMatch(finding::contains))
                .allMatch(finding -> finding.matches("\\S+: (line \\d+: |the name ).*"), "tells its line");
        assertThat(expected).allSatisfy(fault -> assertThat(findings).anyMatch(finding -> finding.contains(fault)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "unknown-method.camel.yaml, method: fetsh",
        "unknown-bean.camel.yaml, ref: nobody",
        "unknown-component.camel.yaml, repeat: 3",
        "script.camel.yaml, script:",
        "misspelt-option.camel.yaml, bean:",
        "endless-loop.camel.yaml, expression:",
        "configuration-missing.camel.yaml, route:"
    })
    void fault_isFoundOnItsLine(String name, String text) throws IOException {
        byte[] bytes = Files.readAllBytes(BAD.resolve(name));
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();

        List<String> found = SAMPLES.broken(RouteFile.read(name, bytes));

        assertThat(found).anySatisfy(finding -> {
            int line = Integer.parseInt(finding.replaceFirst(".*?: line (\\d+): .*", "$1"));
            assertThat(lines.get(line - 1)).as(finding).contains(text);
        });
    }

    @Test
    void bad_samples_each_has_an_expectation() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")))
                    .containsExactlyInAnyOrderElementsOf(expectations().keySet());
        }
    }

    @Test
    void beans_of_the_program_are_all_that_routes_may_call() {
        Set<String> named = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.tieout").stream()
                        .filter(type -> type.isAnnotatedWith(Named.class))
                        .filter(type -> !type.isAssignableTo(InterceptStrategy.class))
                        .map(JavaClass::reflect)
                        .map(RouteBeans::nameOf)
                        .collect(Collectors.toSet());

        Set<String> known = new TreeSet<>(RouteBeans.ofProgram().byName().keySet());
        known.addAll(RouteBeans.ofProgram().parts());
        known.removeAll(Set.of(Workers.NAME, Workers.POLLERS)); // Methods give them, not classes.

        assertThat(known).isEqualTo(named);
    }

    @Test
    void beans_of_the_program_are_named_after_their_classes() {
        assertThat(RouteBeans.ofProgram().byName())
                .allSatisfy((name, type) -> assertThat(name).isEqualTo(decapitalize(type.getSimpleName())));
    }

    @Test
    void same_ids_in_two_files_are_found(@TempDir Path folder) throws IOException {
        copy(GOOD, "failures.camel.yaml", folder);
        copy(GOOD, "stripe-charges.camel.yaml", folder);
        Files.copy(GOOD.resolve("stripe-charges.camel.yaml"), folder.resolve("twin.camel.yaml"));

        assertThat(SAMPLES.folder(folder).findings())
                .contains(
                        "twin.camel.yaml: line 4: id stripe-charges of a route is already in stripe-charges.camel.yaml: "
                                + "give one of them another id");
    }

    @Test
    void folder_without_its_error_handling_is_found(@TempDir Path folder) throws IOException {
        copy(GOOD, "stripe-charges.camel.yaml", folder);

        assertThat(SAMPLES.folder(folder).findings())
                .contains("stripe-charges.camel.yaml: line 6: routeConfigurationId failures is in no file of this "
                        + "folder: add the packaged failures.camel.yaml");
    }

    @Test
    void folder_without_route_files_is_found(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("charges.yaml"), "- route:\n");

        RouteCheck.Report report = SAMPLES.folder(folder);

        assertThat(report.untidy())
                .singleElement()
                .matches(finding -> finding.startsWith("charges.yaml: is not loaded"));
        assertThat(report.findings()).singleElement().matches(finding -> finding.startsWith("no route file"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- route:\n    id: a\n    id: b\n",
                "- route:\n  id: [\n",
                "- route:\n    id: a\n---\n- route:\n    id: b\n",
                "",
                "route: a\n",
                "# Only a comment.\n"
            })
    void text_that_is_no_list_of_routes_is_found(String text, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), text);

        assertThat(SAMPLES.folder(folder).findings())
                .isNotEmpty()
                .anyMatch(finding ->
                        finding.matches("a\\.camel\\.yaml: line \\d+: (is not one document|holds no list).*"));
    }

    @Test
    void bytes_that_are_no_text_are_found(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("a.camel.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(SAMPLES.folder(folder).findings())
                .anyMatch(finding -> finding.startsWith("a.camel.yaml: can't be read as UTF-8"));
    }

    private static void copy(Path from, String name, Path to) throws IOException {
        Files.copy(from.resolve(name), to.resolve(name));
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
}
