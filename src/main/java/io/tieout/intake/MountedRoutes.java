package io.tieout.intake;

import java.util.Optional;

/** The route files that an operator has mounted. */
public interface MountedRoutes {

    /**
     * The files with which the program starts; empty when none are mounted, so that the packaged ones run.
     *
     * @throws IllegalStateException when the set is broken; its message names each file and line
     */
    Optional<RouteFiles> first();
}
