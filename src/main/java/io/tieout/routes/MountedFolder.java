package io.tieout.routes;

import io.tieout.intake.MountedRoutes;
import io.tieout.intake.RouteFiles;
import io.tieout.intake.RoutesConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The folder of {@code tieout.routes.directory}. */
@ApplicationScoped
class MountedFolder implements MountedRoutes {
    private final RoutesConfig config;

    MountedFolder(RoutesConfig config) {
        this.config = config;
    }

    @Override
    public Optional<RouteFiles> first() {
        Optional<RouteFiles> files = read();
        if (files.isPresent()) {
            List<String> findings = RouteCheck.ofProgram().set(files.get()).findings();
            if (!findings.isEmpty()) {
                throw new IllegalStateException(
                        "the route files of tieout.routes.directory can't run:\n" + String.join("\n", findings));
            }
        }
        return files;
    }

    /**
     * What lies in the folder now; empty when no folder is set.
     *
     * @throws java.io.UncheckedIOException when it can't be read
     */
    Optional<RouteFiles> read() {
        return config.directory().map(FolderFiles::of).map(FolderFiles::routes);
    }
}
