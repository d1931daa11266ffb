package io.tieout.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.routes.RouteFile.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** What a route file may say: names, ids, descriptions, steps and their explicit notation. */
final class RouteRules {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*\\.camel\\.yaml");
    private static final Pattern EDITOR_WORD = Pattern.compile("\\.?integration\\.|\\.kamelet|\\.pipe|-pipe\\.");
    private static final List<String> STEPS = List.of(
            "bean",
            "choice",
            "split",
            "aggregate",
            "multicast",
            "throttle",
            "idempotentConsumer",
            "wireTap",
            "to",
            "toD",
            "loop");
    private static final List<String> LANGUAGES = List.of("method", "constant", "simple");
    private static final Set<String> OTHER_LANGUAGES = Set.of(
            "csimple",
            "datasonnet",
            "exchangeProperty",
            "groovy",
            "header",
            "hl7terser",
            "java",
            "joor",
            "jq",
            "js",
            "jsonpath",
            "language",
            "mvel",
            "ognl",
            "python",
            "ref",
            "spel",
            "tokenize",
            "variable",
            "wasm",
            "xpath",
            "xquery",
            "xtokenize");
    private static final Set<String> WITH_EXPRESSION =
            Set.of("when", "split", "throttle", "idempotentConsumer", "loop", "aggregate");
    private static final Set<String> WITH_URI = Set.of("from", "to", "toD", "wireTap");

    private final RouteFile file;
    private final List<String> findings = new ArrayList<>();

    private RouteRules(RouteFile file) {
        this.file = file;
    }

    /** All findings in one file; empty when it is as it should be. */
    static List<String> check(RouteFile file) {
        RouteRules rules = new RouteRules(file);
        rules.checkName();
        file.tree().forEach(rules::checkEntry);
        file.routes().forEach(rules::checkRoute);
        rules.checkStepIds();
        StreamSupport.stream(file.tree().spliterator(), false)
                .filter(entry -> !entry.has("rest"))
                .flatMap(entry -> RouteFile.parts("", entry).stream())
                .forEach(rules::checkPart);
        return rules.findings;
    }

    private void checkName() {
        if (EDITOR_WORD.matcher(file.name()).find()) {
            addAboutName("means another kind of file to the editor: leave out integration, kamelet and pipe");
        } else if (!NAME.matcher(file.name()).matches()) {
            addAboutName("is not <stem>" + RouteFile.ENDING + ": rename it, lower case with dashes, or take it away");
        }
    }

    private void checkEntry(JsonNode entry) {
        Set<String> allowed = new TreeSet<>(Set.of("route"));
        if (file.stem().equals("intake")) {
            allowed.addAll(Set.of("rest", "restConfiguration"));
        }
        if (file.stem().equals("failures")) {
            allowed.addAll(Set.of("routeConfiguration", "onException"));
        }
        entry.fieldNames().forEachRemaining(key -> {
            if (!allowed.contains(key)) {
                add(entry, key, "entry " + key + " is none of " + allowed + ": take it out");
            }
        });
    }

    private void checkRoute(JsonNode route) {
        String id = route.path("id").asText();
        if (!id.equals(file.stem()) && !id.startsWith(file.stem() + ".")) {
            add(route, "id", "route id " + id + " is neither the stem nor <stem>.<part>: begin it with " + file.stem());
        }
        String description = route.path("description").asText();
        if (description.isBlank() || description.contains("\n")) {
            add(route, "description", "route " + id + " lacks a description of one line: say what the route does");
        }
        String configuration = file.stem().equals("failures") ? "" : "failures";
        if (!route.path("routeConfigurationId").asText().equals(configuration)) {
            add(
                    route,
                    "routeConfigurationId",
                    configuration.isEmpty()
                            ? "route " + id + " handles errors and can't have a routeConfigurationId: take it out"
                            : "route " + id + " lacks routeConfigurationId failures: add it");
        }
    }

    private void checkStepIds() {
        Set<String> seen = new TreeSet<>();
        for (JsonNode route : file.routes()) {
            RouteFile.parts("route", route).stream()
                    .filter(part ->
                            !part.key().equals("parameters") && part.node().has("id"))
                    .map(Part::node)
                    .filter(step -> !seen.add(step.get("id").asText()))
                    .forEach(step -> add(step, "id", "id " + step.get("id").asText() + " is given twice: change one"));
        }
    }

    private void checkPart(Part part) {
        if (part.key().equals("parameters")) {
            return;
        }
        if (part.key().equals("steps")) {
            checkStep(part.node());
        }
        if (WITH_URI.contains(part.key())) {
            checkUri(part);
        }
        if (WITH_EXPRESSION.contains(part.key())) {
            LANGUAGES.stream()
                    .filter(part.node()::has)
                    .forEach(language -> add(
                            part.node(),
                            language,
                            part.key() + " has " + language + " without expression: put " + language
                                    + " below expression"));
        }
        if (part.key().toLowerCase(java.util.Locale.ROOT).endsWith("expression")) {
            checkExpression(part.node());
        }
        if (part.key().equals("loop")) {
            checkLoop(part.node());
        }
        if (part.node().path("description").asText().contains("\n")) {
            add(part.node(), "description", "a description has more than one line: shorten it");
        }
    }

    private void checkStep(JsonNode step) {
        step.properties().forEach(field -> {
            if (!STEPS.contains(field.getKey())) {
                add(step, field.getKey(), "step " + field.getKey() + " is not allowed: use a bean, or one of " + STEPS);
            } else if (!field.getValue().isObject()) {
                add(
                        step,
                        field.getKey(),
                        "step " + field.getKey() + " is not in explicit notation: give it fields below its name");
            }
        });
    }

    private void checkUri(Part part) {
        String uri = part.node().path("uri").asText();
        if (uri.contains(":") || uri.contains("?")) {
            add(part.node(), "uri", part.key() + " hides parameters in its uri: write them below parameters");
        }
    }

    private void checkExpression(JsonNode expression) {
        expression.properties().forEach(field -> {
            if (OTHER_LANGUAGES.contains(field.getKey())) {
                add(
                        expression,
                        field.getKey(),
                        "language " + field.getKey() + " is not allowed: use one of " + LANGUAGES);
            } else if (LANGUAGES.contains(field.getKey()) && !field.getValue().isObject()) {
                add(
                        expression,
                        field.getKey(),
                        "language " + field.getKey() + " is not in explicit notation: put expression below it");
            }
        });
    }

    private void checkLoop(JsonNode loop) {
        boolean counted = loop.path("expression").has("constant");
        if (!counted || loop.path("doWhile").asBoolean()) {
            add(loop, "expression", "loop has no limit: give it a constant as expression, and no doWhile");
        }
    }

    private void addAboutName(String finding) {
        findings.add(file.name() + ": the name " + finding);
    }

    private void add(JsonNode part, String key, String finding) {
        findings.add(file.at(part, key) + finding);
    }
}
