package io.tieout.connection;

import io.quarkus.runtime.Startup;
import io.tieout.store.connection.InstallationRows;
import io.tieout.store.connection.InstallationRows.Stored;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Compares the configured name of the installation with the one in the database, at start. */
@Singleton
class InstallationRecord {
    private static final String PROPERTY = "tieout.installation (TIEOUT_INSTALLATION)";

    /** @throws IllegalStateException when no name is configured, or another than the database has */
    @Produces
    @Singleton
    @Startup
    Installation installation(
            @ConfigProperty(name = "tieout.installation") Optional<String> name, InstallationRows rows) {
        String wanted = name.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new IllegalStateException(
                        PROPERTY + " is not set: give this installation a name and never change it"));
        Stored stored = rows.enter(wanted);
        if (!stored.name().equals(wanted)) {
            throw new IllegalStateException(PROPERTY + " is '" + wanted + "', but this database belongs to '"
                    + stored.name() + "': set that name, or connect to the right database");
        }
        return new StoredInstallation(stored.name(), stored.incarnation());
    }

    /** As it stands in the database. */
    private record StoredInstallation(String name, long incarnation) implements Installation {}
}
