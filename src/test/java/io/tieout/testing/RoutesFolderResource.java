package io.tieout.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Mounts a copy of the packaged route files, which a test may change while the application runs. */
public final class RoutesFolderResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("tieout-routes");
            RoutesFolder.at(folder).restore();
            return Map.of("tieout.routes.directory", folder.toString(), "camel.main.routes-include-pattern", "false");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // A few small files in the folder for temporary ones.
    }
}
