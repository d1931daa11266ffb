package io.tieout.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.tieout.intake.RouteFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the route files of a folder as the program would load them: each is YAML, fits the schema of Camel's YAML DSL,
 * says only what a route may say, and calls steps that exist. Neither the application nor a database is started.
 */
public final class RouteCheck {
    private static final String SCHEMA = "/schema/camelYamlDsl.json";
    /** A file that every package has; those beside it are the packaged route files. */
    private static final String PACKED = "/routes/failures" + RouteFile.ENDING;
    /** The schema has many alternatives: the deepest messages are those that say what is wrong. */
    private static final int SCHEMA_MESSAGES = 2;

    private final RouteBeans beans;
    private final JsonSchema schema;
    private final RouteEnds ends = new RouteEnds();

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
     * @param findings why the set is not run, one line each: the file, its line, what is wrong, what to do; empty when
     *     all is well
     * @param untidy what keeps no set from running: what a visual editor would write otherwise, and files that are not
     *     loaded
     */
    public record Report(List<String> files, List<String> findings, List<String> untidy) {
        public Report {
            files = List.copyOf(files);
            findings = List.copyOf(findings);
            untidy = List.copyOf(untidy);
        }
    }

    private static JsonSchema schema() {
        try (InputStream schema = resource(SCHEMA).openStream()) {
            // Routes use little of the language: reading all of it ahead takes seconds and hundreds of MB.
            SchemaValidatorsConfig asUsed = SchemaValidatorsConfig.builder()
                    .preloadJsonSchema(false)
                    .pathType(PathType.DEFAULT)
                    .build();
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema, asUsed);
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
        FolderFiles read = FolderFiles.of(folder);
        Report report = set(read.routes());
        List<String> untidy = new ArrayList<>();
        read.others()
                .forEach(name -> untidy.add(name + ": is not loaded, for its name does not end in " + RouteFile.ENDING
                        + ": rename it or take it away"));
        untidy.addAll(report.untidy());
        return new Report(report.files(), report.findings(), untidy);
    }

    /** Checks a set of route files, each for itself and all together. */
    public Report set(RouteFiles files) {
        List<String> findings = new ArrayList<>();
        List<String> untidy = new ArrayList<>();
        List<RouteFile> readable = new ArrayList<>();
        files.contents().forEach((name, bytes) -> {
            try {
                RouteFile read = RouteFile.read(name, bytes);
                readable.add(read);
                findings.addAll(broken(read));
                untidy.addAll(RouteText.check(read));
            } catch (IOException e) {
                findings.add(name + ": " + unreadable(e));
            }
        });
        findings.addAll(RouteFolder.check(readable));
        findings.addAll(beans.checkNeeded(readable));
        return new Report(List.copyOf(files.contents().keySet()), findings, untidy);
    }

    private static String unreadable(IOException cause) {
        if (cause instanceof JsonProcessingException syntax) {
            String place = syntax.getLocation() == null
                    ? ""
                    : "line " + syntax.getLocation().getLineNr() + ": ";
            return place + "is not one document of YAML: "
                    + syntax.getOriginalMessage().lines().findFirst().orElse("correct it");
        }
        return "can't be read as UTF-8: " + cause.getClass().getSimpleName()
                + "; save it as UTF-8, readable by this user";
    }

    /** Findings in one file by itself for which it is not run. */
    List<String> broken(RouteFile file) {
        if (!file.tree().isArray()) {
            return List.of(file.at(file.tree()) + "holds no list of routes: begin it with '- route:'");
        }
        List<String> findings = new ArrayList<>();
        schema.validate(file.tree()).stream()
                .sorted(Comparator.comparingInt((ValidationMessage message) ->
                                message.getInstanceLocation().getNameCount())
                        .reversed())
                .limit(SCHEMA_MESSAGES)
                .forEach(message ->
                        findings.add(place(file, message) + "not as in Camel's schema: " + message.getMessage()));
        findings.addAll(RouteText.anchors(file));
        findings.addAll(RouteRules.check(file));
        findings.addAll(beans.check(file));
        findings.addAll(ends.check(file));
        return findings;
    }

    /** The line of the innermost part that a message of the schema is about. */
    private static String place(RouteFile file, ValidationMessage message) {
        JsonNodePath path = message.getInstanceLocation();
        JsonNode part = file.tree();
        for (int depth = 0; depth < path.getNameCount(); depth++) {
            Object step = path.getElement(depth);
            JsonNode next = step instanceof Integer index ? part.path(index) : part.path(String.valueOf(step));
            if (!next.isContainerNode()) {
                return file.at(part, String.valueOf(step));
            }
            part = next;
        }
        return file.at(part);
    }

    /** File and line of a route, as findings begin; empty when no file of the set can be read and has it. */
    static Optional<String> placeOf(RouteFiles files, String route) {
        for (Map.Entry<String, byte[]> entry : files.contents().entrySet()) {
            try {
                RouteFile file = RouteFile.read(entry.getKey(), entry.getValue());
                for (JsonNode one : file.routes()) {
                    if (one.path("id").asText().equals(route)) {
                        return Optional.of(file.at(one, "id"));
                    }
                }
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
