package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A step of a route, or a call for a batch, that is new is rehearsed too, or somebody says why it need not be. */
class RehearsalPointsTest {
    private static final Path ROUTES = Path.of("routes");
    private static final Path CALLS = Path.of("src/main/java/io/tieout/flow/BatchCalls.java");
    private static final Pattern CALL = Pattern.compile("return call\\(\"(\\w+)\"");

    @Test
    void everyPoint_isRehearsed_orAnExceptionWithItsReason() throws IOException {
        Set<String> known = new HashSet<>(RehearsalPoints.rehearsed());
        known.addAll(RehearsalPoints.excepted().keySet());
        List<String> points = new ArrayList<>(steps());
        points.addAll(calls());

        assertThat(points).hasSizeGreaterThan(50).doesNotHaveDuplicates();
        assertThat(known).containsExactlyInAnyOrderElementsOf(points);
    }

    @Test
    void exceptions_areNotRehearsedAsWell() {
        assertThat(RehearsalPoints.rehearsed())
                .doesNotContainAnyElementsOf(RehearsalPoints.excepted().keySet());
    }

    private static List<String> calls() throws IOException {
        return CALL.matcher(Files.readString(CALLS))
                .results()
                .map(found -> found.group(1))
                .flatMap(call -> Stream.of(call + " leaves", call + " answered"))
                .toList();
    }

    private static List<String> steps() throws IOException {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        List<String> steps = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROUTES)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".camel.yaml")).toList()) {
                for (JsonNode entry : yaml.readTree(file.toFile())) {
                    // A file's entries are routes, and what they share: each an object under its kind.
                    JsonNode flow = entry.elements().next();
                    flow.findValues("bean").stream()
                            .filter(bean -> bean.has("id"))
                            .forEach(bean -> steps.add(flow.path("id").asText() + "/"
                                    + bean.path("id").asText()));
                }
            }
        }
        return steps;
    }
}
