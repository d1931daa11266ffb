package io.tieout.launch;

import io.tieout.routes.RouteCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the launcher tells the application, as system properties of this process: they outrank every other place, so
 * that no stray setting sends a trial to another database. They are never part of a command line and never logged.
 */
final class Handover {

    /** The connection that the command {@code restore} is about. */
    static final String RESTORED = "tieout.restore.connection";

    /** Whether it adopts, and not only looks. */
    static final String ADOPT = "tieout.restore.adopt";

    private final Map<String, String> properties = new LinkedHashMap<>();

    /** Names the command that runs: {@code serve}, {@code trial} or {@code restore}. */
    Handover mode(String mode) {
        return put("tieout.mode", mode);
    }

    Handover database(PostgresAddress address) {
        return put("quarkus.datasource.jdbc.url", address.url())
                .put("quarkus.datasource.username", address.user())
                .put("quarkus.datasource.password", address.password());
    }

    Handover keySet(Path file) {
        return put("tieout.keyset", file.toAbsolutePath().toString());
    }

    Handover installation(String name) {
        return put("tieout.installation", name);
    }

    Handover trial(TrialSecrets secrets) {
        return put("tieout.trial.password", secrets.password()).put("tieout.trial.token", secrets.token());
    }

    /** For a command that uses the application's parts at a desk: no route begins anything, and no port is opened. */
    Handover withoutRoutesAndDoors() {
        return put("camel.main.routes-include-pattern", "false")
                .put("tieout.routes.directory", "")
                .put("quarkus.http.host-enabled", "false")
                .put("quarkus.management.host-enabled", "false");
    }

    /** What the command {@code restore} was asked for. */
    Handover restore(String connection, boolean adopt) {
        return put(RESTORED, connection).put(ADOPT, Boolean.toString(adopt));
    }

    /** A value for a property that the operator left open. */
    Handover unlessSet(Settings settings, String property, String value) {
        return settings.text(property).isPresent() ? this : put(property, value);
    }

    /**
     * Route files of the operator's directory in place of the package's, when {@code tieout.routes.directory} is set.
     *
     * @throws LaunchRefused when it isn't a directory, or the files in it can't run; the message names file and line
     */
    Handover routes(Settings settings) {
        settings.text("tieout.routes.directory").map(Path::of).ifPresent(directory -> {
            if (!Files.isDirectory(directory)) {
                throw LaunchRefused.because("tieout.routes.directory: " + directory + " isn't a directory");
            }
            List<String> findings = RouteCheck.ofProgram().folder(directory).findings();
            if (!findings.isEmpty()) {
                throw LaunchRefused.because(
                        "tieout.routes.directory: the route files can't run:\n" + String.join("\n", findings));
            }
            put("camel.main.routes-include-pattern", "false");
        });
        return this;
    }

    private Handover put(String property, String value) {
        properties.put(property, value);
        return this;
    }

    /** Sets the properties; from now on the application and {@link Settings#ofProcess()} see them. */
    void give() {
        properties.forEach(System::setProperty);
    }
}
