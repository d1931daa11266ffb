package io.tieout.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Dockerfile as lines of instructions, and what the manifests must agree with. */
final class ImageFile {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>tieout</artifactId>\\s*<version>([^<]+)</version>");

    private final List<String> instructions;

    ImageFile() {
        String joined = Kustomization.read(Path.of("Dockerfile")).replaceAll("\\\\\\n\\s*", "");
        this.instructions = joined.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** The arguments of all instructions of a name, in their order. */
    List<String> all(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1))
                .toList();
    }

    /** The arguments of the last instruction of a name: the one that holds in the image. */
    String last(String instruction) {
        List<String> found = all(instruction);
        return found.get(found.size() - 1);
    }

    /** The number of the user that the program runs as. */
    String user() {
        return last("USER").split(":", -1)[0];
    }

    /** What is copied from the build's context. */
    List<String> copiedFromContext() {
        return sources(false);
    }

    /** What is copied from the stage that builds. */
    List<String> copiedFromBuild() {
        return sources(true);
    }

    private List<String> sources(boolean fromBuild) {
        List<String> sources = new ArrayList<>();
        for (String copy : all("COPY")) {
            if (copy.startsWith("--from=build ") == fromBuild) {
                List<String> words =
                        Arrays.asList(copy.replace("--from=build ", "").split(" +", -1));
                sources.addAll(words.subList(0, words.size() - 1));
            }
        }
        return sources;
    }

    /** The version that is built. */
    String projectVersion() {
        Matcher version = VERSION.matcher(Kustomization.read(Path.of("pom.xml")));
        if (!version.find()) {
            throw new IllegalStateException("pom.xml has no version");
        }
        return version.group(1);
    }
}
