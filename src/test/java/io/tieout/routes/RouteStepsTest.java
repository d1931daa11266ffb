package io.tieout.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of steps lists exactly the steps that routes may call, with their true bodies. */
class RouteStepsTest {
    private static final Path PAGE = Path.of("src/docs/route-steps.md");
    private static final Pattern LINE =
            Pattern.compile("\\| (?<step>`\\w+\\.\\w+`) \\| (?<in>[^|]+) \\| (?<out>[^|]+) \\| (?<outcomes>[^|]+) \\|");

    @Test
    void page_lists_each_step_once_with_the_bodies_that_it_has() throws IOException {
        List<String> documented = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(LINE::matcher)
                .peek(line ->
                        assertThat(line.matches()).as("a line of four columns").isTrue())
                .map(RouteStepsTest::signature)
                .toList();

        List<String> steps = RouteBeans.ofProgram().byName().entrySet().stream()
                .flatMap(bean -> RouteBeans.steps(bean.getValue()).stream()
                        .map(step ->
                                "`" + bean.getKey() + "." + step.getName() + "` | " + in(step) + " | " + out(step)))
                .toList();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(steps);
    }

    /** Camel calls a step by its name, and takes any method that it can see. */
    @Test
    void steps_haveNoNamesakes_thatRoutesCouldCallInTheirPlace() {
        RouteBeans.ofProgram().byName().forEach((name, type) -> {
            List<String> steps =
                    RouteBeans.steps(type).stream().map(Method::getName).toList();
            assertThat(Arrays.stream(type.getDeclaredMethods())
                            .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                            .map(Method::getName)
                            .filter(steps::contains))
                    .as("methods of " + name)
                    .doesNotHaveDuplicates();
        });
    }

    private static String signature(Matcher line) {
        return line.group("step") + " | " + line.group("in") + " | " + line.group("out");
    }

    private static String in(Method step) {
        return step.getParameterCount() == 0
                ? "none"
                : "`"
                        + Arrays.stream(step.getGenericParameterTypes())
                                .map(RouteStepsTest::name)
                                .collect(Collectors.joining(", "))
                        + "`";
    }

    private static String out(Method step) {
        return step.getReturnType() == void.class ? "same" : "`" + name(step.getGenericReturnType()) + "`";
    }

    /** A type without packages: {@code List<Claim.OfEvent>}. */
    private static String name(Type type) {
        return type.getTypeName().replaceAll("\\b[a-z]\\w*\\.", "").replace('$', '.');
    }
}
