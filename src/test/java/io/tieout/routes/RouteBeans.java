package io.tieout.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tieout.routes.RouteFile.Part;
import jakarta.inject.Named;
import java.beans.Introspector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The named beans of some packages, and whether the steps of a route name them and one method of each rightly. */
record RouteBeans(Map<String, JavaClass> byName) {
    /** A method's name, or a call with its arguments: {@code later(${body}, ${exception})}. */
    private static final Pattern METHOD =
            Pattern.compile("(?<name>\\w*)(\\((?<arguments>\\$\\{\\w+}(, \\$\\{\\w+})*)\\))?");

    /** Beans of the program itself. */
    static RouteBeans ours() {
        return of(new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS), "io.tieout");
    }

    /** Beans below one package, of tests too. */
    static RouteBeans below(String root) {
        return of(new ClassFileImporter(), root);
    }

    private static RouteBeans of(ClassFileImporter importer, String root) {
        Map<String, JavaClass> byName = new TreeMap<>();
        importer.importPackages(root).stream()
                .filter(type -> type.isAnnotatedWith(Named.class))
                .forEach(type -> byName.put(nameOf(type), type));
        return new RouteBeans(byName);
    }

    private static String nameOf(JavaClass type) {
        String given = type.getAnnotationOfType(Named.class).value();
        return given.isEmpty() ? Introspector.decapitalize(type.getSimpleName()) : given;
    }

    /** Findings about each {@code ref} and {@code method} in one file. */
    List<String> check(RouteFile file) {
        List<String> findings = new ArrayList<>();
        for (Part part : RouteFile.parts("", file.tree())) {
            boolean call = part.key().equals("bean") || part.key().equals("method");
            if (call) {
                check(part.node(), findings);
            }
        }
        return findings.stream().map(finding -> file.name() + ": " + finding).toList();
    }

    private void check(JsonNode call, List<String> findings) {
        String ref = call.path("ref").asText();
        String text = call.path("method").asText();
        Matcher method = METHOD.matcher(text);
        if (!method.matches()) {
            findings.add("method " + text + " is neither a name nor name(${...}, ${...})");
            return;
        }
        JavaClass type = byName.get(ref);
        if (type == null) {
            findings.add("no bean is named " + (ref.isEmpty() ? "(no ref)" : ref));
            return;
        }
        if (!ref.equals(Introspector.decapitalize(type.getSimpleName()))) {
            findings.add("bean " + ref + " is not named after its class " + type.getSimpleName());
        }
        checkMethod(type, method, findings);
    }

    /** Camel calls public methods only, so others with the same name do no harm. */
    private static void checkMethod(JavaClass type, Matcher method, List<String> findings) {
        String call = type.getSimpleName() + "." + method.group("name");
        List<JavaMethod> named = type.getAllMethods().stream()
                .filter(candidate -> candidate.getName().equals(method.group("name")))
                .filter(candidate -> candidate.getModifiers().contains(JavaModifier.PUBLIC))
                .toList();
        if (named.size() != 1) {
            findings.add("bean has " + named.size() + " methods " + call);
            return;
        }
        int taken = named.get(0).getRawParameterTypes().size();
        String arguments = method.group("arguments");
        int given = arguments == null ? taken : arguments.split(",", -1).length;
        if (given != taken) {
            findings.add("method " + call + " takes " + taken + " arguments, not " + given);
        }
    }
}
