package io.tieout.intake;

import java.util.Optional;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;

/** A set of route files keeps the rules, but Camel could not start it. */
public final class RouteSwapFailed extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int DEEPEST = 20;

    private final String route;

    RouteSwapFailed(Exception cause) {
        super(reason(cause), cause);
        this.route = routeOf(cause);
    }

    /** The id of the route that is at fault, where Camel names it. */
    public Optional<String> route() {
        return Optional.of(route).filter(id -> !id.isEmpty());
    }

    private static String routeOf(Throwable cause) {
        Throwable at = cause;
        for (int depth = 0; at != null && depth < DEEPEST; depth++, at = at.getCause()) {
            if (at instanceof FailedToCreateRouteException failed) {
                return String.valueOf(failed.getRouteId());
            }
            if (at instanceof FailedToStartRouteException failed) {
                return String.valueOf(failed.getRouteId());
            }
        }
        return "";
    }

    /** The innermost cause says what is wrong; those around it repeat the route. */
    private static String reason(Throwable cause) {
        Throwable at = cause;
        for (int depth = 0; at.getCause() != null && depth < DEEPEST; depth++) {
            at = at.getCause();
        }
        String message = String.valueOf(at.getMessage());
        return message.lines().findFirst().orElse(at.getClass().getSimpleName());
    }
}
