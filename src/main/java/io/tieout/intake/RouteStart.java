package io.tieout.intake;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;

/** Has Camel start with the mounted route files: those that were judged are the very bytes that are loaded. */
@ApplicationScoped
@Unremovable // Camel asks for it by its type.
public class RouteStart implements RoutesBuilder {
    private final MountedRoutes mounted;
    private final RouteLoader loader;
    private final RouteSet set;

    RouteStart(MountedRoutes mounted, RouteLoader loader, RouteSet set) {
        this.mounted = mounted;
        this.loader = loader;
        this.set = set;
    }

    @Override
    public void addRoutesToCamelContext(CamelContext context) throws Exception {
        loader.guardTimers();
        Optional<RouteFiles> files = mounted.first();
        if (files.isPresent()) {
            loader.add(files.get());
            set.activate(files.get());
        }
    }

    /** Routes are replaced by {@link RouteSwap}, set by set. */
    @Override
    public Set<String> updateRoutesToCamelContext(CamelContext context) {
        return Set.of();
    }

    @Override
    public void addTemplatedRoutesToCamelContext(CamelContext context) {
        // Route files have no templates.
    }
}
