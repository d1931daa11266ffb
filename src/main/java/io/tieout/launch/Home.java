package io.tieout.launch;

import java.nio.file.Path;

/** The folder of a trial: {@code TIEOUT_HOME}, else {@code .tieout} in the working directory. */
record Home(Path folder) {

    static Home of(Settings settings) {
        return new Home(Path.of(settings.text("tieout.home").orElse(".tieout")));
    }

    Path postgres() {
        return folder.resolve("postgres");
    }

    Path sandbox() {
        return folder.resolve("sandbox");
    }

    Path keySet() {
        return folder.resolve("keyset.json");
    }

    Path trialSecrets() {
        return folder.resolve("trial-credentials");
    }
}
