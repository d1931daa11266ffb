package io.tieout.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.audit.Heads;
import io.tieout.audit.Sealer;
import io.tieout.connection.KeyWatch;
import io.tieout.flow.Dispatcher;
import io.tieout.flow.Failures;
import io.tieout.flow.Polling;
import io.tieout.flow.Posting;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The named beans of the program, and whether a route names them and one method of each rightly.
 *
 * @param byName beans whose methods are steps
 * @param parts beans that routes give to EIPs as {@code #name}, beside those of the steps
 */
record RouteBeans(Map<String, Class<?>> byName, Set<String> parts) {
    /** Options of EIPs that name a bean. */
    private static final Set<String> OPTIONS = Set.of("aggregationStrategy", "executorService", "idempotentRepository");

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
                        Upkeep.class,
                        WebhookDoor.class),
                Set.of(nameOf(StoredEvents.class), Workers.NAME, Workers.POLLERS));
    }

    static RouteBeans of(List<Class<?>> types, Set<String> parts) {
        Map<String, Class<?>> byName = new TreeMap<>();
        types.forEach(type -> byName.put(nameOf(type), type));
        return new RouteBeans(byName, new TreeSet<>(parts));
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
            boolean call = part.key().equals("bean") || part.key().equals("method");
            if (call) {
                check(part.node(), findings);
            }
            OPTIONS.stream().filter(part.node()::has).forEach(option -> checkPart(option, part.node(), findings));
        }
        return findings.stream().map(finding -> file.name() + ": " + finding).toList();
    }

    private void checkPart(String option, JsonNode step, List<String> findings) {
        String given = step.path(option).asText();
        String name = given.startsWith("#") ? given.substring(1) : "";
        if (!byName.containsKey(name) && !parts.contains(name)) {
            findings.add("no bean is named " + (name.isEmpty() ? given + " (it begins with #)" : name) + ": set "
                    + option + " to # and one of " + parts + " or " + byName.keySet());
        }
    }

    private void check(JsonNode call, List<String> findings) {
        String ref = call.path("ref").asText();
        String text = call.path("method").asText();
        Matcher method = METHOD.matcher(text);
        if (!method.matches()) {
            findings.add("method " + text + " is neither a name nor name(${...}, ${...}): write it as one of them");
            return;
        }
        Class<?> type = byName.get(ref);
        if (type == null) {
            findings.add("no bean is named " + (ref.isEmpty() ? "(no ref)" : ref) + ": set ref to one of "
                    + byName.keySet());
            return;
        }
        checkMethod(type, method, findings);
    }

    /** Camel calls public methods only, so others with the same name do no harm. */
    private static void checkMethod(Class<?> type, Matcher method, List<String> findings) {
        String call = type.getSimpleName() + "." + method.group("name");
        List<Method> named = Arrays.stream(type.getMethods())
                .filter(candidate -> candidate.getName().equals(method.group("name")))
                .filter(candidate -> !candidate.isBridge())
                .toList();
        if (named.size() != 1) {
            findings.add("bean has " + named.size() + " methods " + call + ": name one that it has exactly once");
            return;
        }
        int taken = named.get(0).getParameterCount();
        String arguments = method.group("arguments");
        int given = arguments == null ? taken : arguments.split(",", -1).length;
        if (given != taken) {
            findings.add("method " + call + " takes " + taken + " arguments, not " + given + ": give as many");
        }
    }
}
