package io.tieout.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process of this Java, with the class path of the tests. */
final class OwnJava {
    private OwnJava() {}

    static ProcessBuilder of(String memory, Class<?> program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line);
    }
}
