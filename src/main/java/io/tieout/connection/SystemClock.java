package io.tieout.connection;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The clock of this machine, in UTC, for all who inject one; leases never use it (the database's clock does that). In a
 * rehearsal {@code tieout.rehearsal.clock-offset} puts the clock of one process ahead or behind.
 */
@Singleton
class SystemClock {
    private static final Logger LOG = Logger.getLogger(SystemClock.class);
    private static final String REHEARSAL = "rehearsal";

    /** @throws IllegalStateException for an offset in an installation that isn't named as a rehearsal */
    @Produces
    @Singleton
    @DefaultBean
    @Startup
    Clock clock(
            @ConfigProperty(name = "tieout.rehearsal.clock-offset") Optional<Duration> offset,
            @ConfigProperty(name = "tieout.installation") Optional<String> installation) {
        if (offset.isEmpty()) {
            return Clock.systemUTC();
        }
        if (!installation.orElse("").startsWith(REHEARSAL)) {
            throw new IllegalStateException("tieout.rehearsal.clock-offset is for rehearsals only: it is refused unless"
                    + " the name of the installation (tieout.installation) begins with '" + REHEARSAL + "'");
        }
        LOG.warnf("this process has a clock that is wrong on purpose offset=%s", offset.get());
        return Clock.offset(Clock.systemUTC(), offset.get());
    }
}
