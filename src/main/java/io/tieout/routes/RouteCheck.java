package io.tieout.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Checks the route files of a folder as the program would load them: each is YAML, fits the schema of Camel's YAML DSL,
 * says only what a route may say, and calls steps that exist. Neither the application nor a database is started.
 */
public final class RouteCheck {
    private static final String SCHEMA = "/schema/camelYamlDsl.json";
    /** A file that every package has; those beside it are the packaged route files. */
    private static final String PACKED = "/routes/failures" + RouteFile.ENDING;
    /** What kustomize calls the list of the files of a folder: no route file, and no mistake. */
    private static final String LIST = "kustomization.yaml";
    /** The schema has many alternatives: the deepest messages are those that say what is wrong. */
    private static final int SCHEMA_MESSAGES = 2;

    private final RouteBeans beans;
    private final JsonSchema schema;

    RouteCheck(RouteBeans beans) {
        this.beans = beans;
        this.schema = schema();
    }

    /** A check against the steps of this program. */
    public static RouteCheck ofProgram() {
        return new RouteCheck(RouteBeans.ofProgram());
    }

    /**
     * What was looked at and found.
     *
     * @param files names of the files that were looked at
     * @param findings one line each: the file, what is wrong, what to do; empty when all is well
     */
    public record Report(List<String> files, List<String> findings) {
        public Report {
            files = List.copyOf(files);
            findings = List.copyOf(findings);
        }
    }

    private static JsonSchema schema() {
        try (InputStream schema = resource(SCHEMA).openStream()) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL resource(String name) {
        URL found = RouteCheck.class.getResource(name);
        if (found == null) {
            throw new IllegalStateException(name + " is not part of this program");
        }
        return found;
    }

    /** Checks the route files that are packed into the program. */
    public Report packed() {
        try {
            URI file = resource(PACKED).toURI();
            if ("file".equals(file.getScheme())) {
                return beside(Path.of(file));
            }
            try (FileSystem archive = FileSystems.newFileSystem(file, Map.of())) {
                return beside(archive.provider().getPath(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program lies in a folder whose name makes no address", e);
        }
    }

    private Report beside(Path file) {
        return folder(file.resolveSibling(".").normalize());
    }

    /**
     * Checks all route files of a folder, each for itself and all together; hidden files are passed over.
     *
     * @throws UncheckedIOException when the folder can't be read
     */
    public Report folder(Path folder) {
        List<String> findings = new ArrayList<>();
        List<RouteFile> readable = new ArrayList<>();
        List<Path> files = files(folder);
        for (Path file : files) {
            if (!name(file).endsWith(RouteFile.ENDING)) {
                findings.add(name(file) + ": is not loaded, for its name does not end in " + RouteFile.ENDING
                        + ": rename it or take it away");
                continue;
            }
            try {
                RouteFile read = RouteFile.read(file);
                readable.add(read);
                findings.addAll(file(read));
            } catch (IOException e) {
                findings.add(name(file) + ": " + unreadable(e));
            }
        }
        findings.addAll(RouteFolder.check(readable));
        return new Report(files.stream().map(RouteCheck::name).toList(), findings);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !name(file).startsWith(".") && !name(file).equals(LIST))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " can't be read", e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String unreadable(IOException cause) {
        if (cause instanceof JsonProcessingException syntax) {
            String place = syntax.getLocation() == null
                    ? ""
                    : "line " + syntax.getLocation().getLineNr() + " ";
            return place + "is not one document of YAML: "
                    + syntax.getOriginalMessage().lines().findFirst().orElse("correct it");
        }
        return "can't be read as UTF-8: " + cause.getClass().getSimpleName()
                + "; save it as UTF-8, readable by this user";
    }

    /** Findings in one file by itself. */
    List<String> file(RouteFile file) {
        if (!file.tree().isArray()) {
            return List.of(file.name() + ": holds no list of routes: begin it with '- route:'");
        }
        List<String> findings = new ArrayList<>();
        schema.validate(file.tree()).stream()
                .sorted(Comparator.comparingInt((ValidationMessage message) ->
                                message.getInstanceLocation().getNameCount())
                        .reversed())
                .limit(SCHEMA_MESSAGES)
                .forEach(message -> findings.add(file.name() + ": not as in Camel's schema: " + message.getMessage()));
        findings.addAll(RouteRules.check(file));
        findings.addAll(RouteText.check(file));
        findings.addAll(beans.check(file));
        return findings;
    }
}
