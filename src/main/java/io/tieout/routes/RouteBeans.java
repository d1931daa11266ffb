package io.tieout.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.audit.Heads;
import io.tieout.audit.Sealer;
import io.tieout.connection.KeyWatch;
import io.tieout.flow.Dispatcher;
import io.tieout.flow.Failures;
import io.tieout.flow.Polling;
import io.tieout.flow.Posting;
import io.tieout.flow.Retention;
import io.tieout.flow.StripeChargesToEbsLedger;
import io.tieout.flow.Tracking;
import io.tieout.intake.StoredEvents;
import io.tieout.intake.Upkeep;
import io.tieout.intake.WebhookDoor;
import io.tieout.intake.Workers;
import io.tieout.report.Completeness;
import io.tieout.routes.RouteFile.Part;
import jakarta.inject.Named;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The named beans of the program, and whether a route names them and one method of each rightly.
 *
 * @param byName beans whose methods are steps
 * @param parts beans that routes give to EIPs as {@code #name}, beside those of the steps
 * @param needed calls ({@code bean.method}) without which a set of routes would leave work undone for ever, each with
 *     the packaged file that has it
 */
record RouteBeans(Map<String, Class<?>> byName, Set<String> parts, Map<String, String> needed) {
    /** Options of EIPs that name a bean. */
    private static final Set<String> OPTIONS = Set.of("aggregationStrategy", "executorService", "idempotentRepository");

    /** The doors, the loops whose silence turns readiness red, the seal of the audit trail and the watch on the keys. */
    private static final Map<String, String> NEEDED = Map.of(
            "sealer.seal", "audit",
            "keyWatch.look", "keys",
            "webhookDoor.stripe", "intake",
            "webhookDoor.store", "intake",
            "webhookDoor.answer", "intake",
            "dispatcher.events", "dispatch",
            "dispatcher.facts", "dispatch",
            "dispatcher.batches", "dispatch",
            "posting.ready", "posting",
            "posting.freeze", "posting");

    /** A method's name, or a call with its arguments: {@code later(${body}, ${exception})}. */
    private static final Pattern METHOD =
            Pattern.compile("(?<name>\\w*)(\\((?<arguments>\\$\\{\\w+}(, \\$\\{\\w+})*)\\))?");

    /** A list, and no search: a packaged program can't look into its own packages before it runs. */
    static RouteBeans ofProgram() {
        return of(
                List.of(
                        Completeness.class,
                        Dispatcher.class,
                        Failures.class,
                        Heads.class,
                        KeyWatch.class,
                        Polling.class,
                        Posting.class,
                        Sealer.class,
                        StripeChargesToEbsLedger.class,
                        Tracking.class,
                        Retention.class,
                        Upkeep.class,
                        WebhookDoor.class),
                Set.of(nameOf(StoredEvents.class), Workers.NAME, Workers.POLLERS),
                NEEDED);
    }

    static RouteBeans of(List<Class<?>> types, Set<String> parts, Map<String, String> needed) {
        Map<String, Class<?>> byName = new TreeMap<>();
        types.forEach(type -> byName.put(nameOf(type), type));
        return new RouteBeans(byName, new TreeSet<>(parts), new TreeMap<>(needed));
    }

    /** The name under which routes call the steps of a class. */
    static String nameOf(Class<?> type) {
        return Optional.ofNullable(type.getAnnotation(Named.class))
                .map(Named::value)
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> Introspector.decapitalize(type.getSimpleName()));
    }

    /** Findings about each {@code ref}, {@code method} and {@code #name} in one file. */
    List<String> check(RouteFile file) {
        List<String> findings = new ArrayList<>();
        for (Part part : RouteFile.parts("", file.tree())) {
            if (calls(part)) {
                String key = byName.containsKey(part.node().path("ref").asText()) ? "method" : "ref";
                fault(part.node()).ifPresent(fault -> findings.add(file.at(part.node(), key) + fault));
            }
            for (String option : OPTIONS) {
                if (part.node().has(option)) {
                    faultOfPart(option, part.node())
                            .ifPresent(fault -> findings.add(file.at(part.node(), option) + fault));
                }
            }
        }
        return findings;
    }

    /** Findings about what no file calls although the program lives on it. */
    List<String> checkNeeded(List<RouteFile> files) {
        Set<String> called = files.stream()
                .flatMap(file -> RouteFile.parts("", file.tree()).stream())
                .filter(RouteBeans::calls)
                .map(part -> part.node().path("ref").asText() + "."
                        + part.node().path("method").asText())
                .collect(Collectors.toSet());
        return needed.entrySet().stream()
                .filter(call -> !called.contains(call.getKey()))
                .map(call ->
                        "no file calls " + call.getKey() + ": add the packaged " + call.getValue() + RouteFile.ENDING)
                .toList();
    }

    private static boolean calls(Part part) {
        return part.key().equals("bean") || part.key().equals("method");
    }

    private Optional<String> faultOfPart(String option, JsonNode step) {
        String given = step.path(option).asText();
        String name = given.startsWith("#") ? given.substring(1) : "";
        if (byName.containsKey(name) || parts.contains(name)) {
            return Optional.empty();
        }
        return Optional.of("no bean is named " + (name.isEmpty() ? given + " (it begins with #)" : name) + ": set "
                + option + " to # and one of " + parts + " or " + byName.keySet());
    }

    private Optional<String> fault(JsonNode call) {
        String ref = call.path("ref").asText();
        String text = call.path("method").asText();
        Matcher method = METHOD.matcher(text);
        if (!method.matches()) {
            return Optional.of(
                    "method " + text + " is neither a name nor name(${...}, ${...}): write it as one of them");
        }
        Class<?> type = byName.get(ref);
        if (type == null) {
            return Optional.of("no bean is named " + (ref.isEmpty() ? "(no ref)" : ref) + ": set ref to one of "
                    + byName.keySet());
        }
        return faultOfMethod(type, method);
    }

    /** The public methods of a bean that are steps, in the order of their names. */
    static List<Method> steps(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    /** Camel calls public methods only, so others with the same name do no harm. */
    private static Optional<String> faultOfMethod(Class<?> type, Matcher method) {
        String call = type.getSimpleName() + "." + method.group("name");
        List<Method> named = steps(type).stream()
                .filter(step -> step.getName().equals(method.group("name")))
                .toList();
        if (named.size() != 1) {
            return Optional.of("bean has " + named.size() + " methods " + call + ": name one that it has exactly once");
        }
        int taken = named.get(0).getParameterCount();
        String arguments = method.group("arguments");
        int given = arguments == null ? taken : arguments.split(",", -1).length;
        return given == taken
                ? Optional.empty()
                : Optional.of("method " + call + " takes " + taken + " arguments, not " + given + ": give as many");
    }
}
