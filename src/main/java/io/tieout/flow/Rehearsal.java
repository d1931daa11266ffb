package io.tieout.flow;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * A rehearsal of crashes: the process halts, as by {@code kill -9}, where it first passes the point that
 * {@code tieout.rehearsal.halt-at} names. A point is a step of a route once it is done ({@code posting/freeze}), or a
 * call of a batch that is about to leave or was answered ({@code load leaves}, {@code load answered}); points of other
 * rows than those at hand can't be told apart, so this is for tests and for a stage before production.
 */
@ApplicationScoped
public class Rehearsal {
    /** The status with which the process ends. */
    public static final int HALTED = 86;

    private static final Logger LOG = Logger.getLogger(Rehearsal.class);

    private final Optional<String> haltAt;

    Rehearsal(@ConfigProperty(name = "tieout.rehearsal.halt-at") Optional<String> haltAt) {
        this.haltAt = haltAt;
        haltAt.ifPresent(point -> LOG.warnf("this process halts at its point point=%s", point));
    }

    /** Halts the process when this is its point; nothing is given back, flushed or told. */
    public void pass(String point) {
        if (haltAt.filter(point::equals).isPresent()) {
            Runtime.getRuntime().halt(HALTED);
        }
    }
}
