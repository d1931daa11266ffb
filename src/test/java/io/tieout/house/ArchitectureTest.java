package io.tieout.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our classes keep the floors and the habits of the house; and each rule is shown to find what it forbids. */
class ArchitectureTest {
    private static final String ROOT = "io.tieout";
    private static final String SAMPLES = ROOT + ".house.fixture";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses SAMPLE_CLASSES = new ClassFileImporter().importPackages(SAMPLES);

    private static final Pattern GOOD_SAMPLE = Pattern.compile("(\\w+ )?<?io\\.tieout\\.house\\.fixture[a-z.]*\\.Good");

    /** Rule by rule, the samples that break it. */
    private static final Map<String, Set<String>> EXPECTED = expected();

    private static Map<String, Set<String>> expected() {
        Map<String, Set<String>> samples = new LinkedHashMap<>();
        samples.put("domain uses only java and itself", Set.of("DomainUsesPort", "DomainUsesCamel"));
        samples.put("port uses only domain", Set.of("PortUsesStore"));
        samples.put(
                "connector uses port, domain, remote, connection and itself",
                Set.of("AlphaUsesBeta", "AlphaUsesStore"));
        samples.put("sandbox uses nothing of ours", Set.of("SandboxUsesDomain"));
        samples.put("nothing uses sandbox", Set.of("ApiUsesSandbox"));
        samples.put("nothing uses launch", Set.of("ApiUsesLaunch"));
        samples.put("flow uses domain, port, store, audit, connection", Set.of("FlowUsesConnector"));
        samples.put("Camel only in intake, remote and launch", Set.of("FlowUsesCamel", "DomainUsesCamel"));
        samples.put("JPA only in store", Set.of("ApiUsesEntity", "FlowUsesJpa"));
        samples.put("JDBC only in store", Set.of("ApiUsesJdbc"));
        samples.put("no method of store returns an entity", Set.of("StoreReturnsEntity"));
        samples.put("JAX-RS only at the doors", Set.of("FlowUsesJaxRs"));
        samples.put("no cycles between packages", Set.of("RoundTrip"));
        samples.put("time comes from an injected clock", Set.of("ReadsClock"));
        samples.put("no thread sleeps", Set.of("Sleeps"));
        samples.put("System.out and System.err only in launch", Set.of("Prints"));
        samples.put("domain and flow derive their references", Set.of("FlowInventsReference"));
        samples.put("no floating point where money passes", Set.of("FloatingMoney", "CallsFloating"));
        samples.put("types of domain are closed", Set.of("OpenClass", "OpenInterface"));
        samples.put("no mutable static fields", Set.of("MutableStatics"));
        samples.put("no vague names", Set.of("AmountUtils", "Things"));
        samples.put("records with secrets print redacted", Set.of("LoudCredentials", "LoudKey"));
        return samples;
    }

    static Stream<Arguments> rules() {
        return rulesOf(ROOT).entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
    }

    static Stream<Arguments> sampleRules() {
        return rulesOf(SAMPLES).entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
    }

    private static Map<String, ArchRule> rulesOf(String root) {
        Map<String, ArchRule> all = new LinkedHashMap<>(new FloorRules(root).byName());
        all.putAll(new CodeRules(root).byName());
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void our_classes_keep_the_rule(String name, ArchRule rule) {
        rule.allowEmptyShould(true).as(name).check(OURS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sampleRules")
    void rule_samples_are_found(String name, ArchRule rule) {
        List<String> found = rule.evaluate(SAMPLE_CLASSES).getFailureReport().getDetails();

        assertThat(EXPECTED).as("samples for each rule").containsKey(name);
        for (String sample : EXPECTED.get(name)) {
            assertThat(found).as(name).anyMatch(line -> line.contains(sample));
        }
        assertThat(found)
                .as("no false alarm")
                .noneMatch(line -> GOOD_SAMPLE.matcher(line).lookingAt());
    }

    @Test
    void samples_without_rule_do_not_exist() {
        assertThat(rulesOf(ROOT).keySet()).containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
    }
}
