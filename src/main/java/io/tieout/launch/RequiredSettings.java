package io.tieout.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what a command can't do without, and collects what is missing, so that it is told all at once. */
final class RequiredSettings {

    private final Settings settings;
    private final List<String> missing = new ArrayList<>();

    RequiredSettings(Settings settings) {
        this.settings = settings;
    }

    String text(String property, String variable, String meaning) {
        Optional<String> value = settings.text(property);
        if (value.isEmpty()) {
            missing.add("  " + variable + "  " + meaning);
        }
        return value.orElse("");
    }

    String keySet() {
        return text("tieout.keyset", "TIEOUT_KEYSET", "key set file, made by: keys create <file>");
    }

    /** The production database; ask for it once nothing is missing. */
    Supplier<PostgresAddress> database() {
        String url = text("tieout.db.url", "TIEOUT_DB_URL", "JDBC address, jdbc:postgresql://host:port/name");
        String user = text("tieout.db.user", "TIEOUT_DB_USER", "the database user");
        String password = text("tieout.db.password", "TIEOUT_DB_PASSWORD", "that user's password");
        return () -> {
            try {
                return new PostgresAddress(url, user, password);
            } catch (IllegalArgumentException e) {
                // The value isn't repeated: an address may hold a password.
                throw LaunchRefused.because("TIEOUT_DB_URL: " + e.getMessage(), e);
            }
        };
    }

    /** @throws LaunchRefused naming every setting that is missing */
    void refuseMissing(String command, String advice) {
        if (!missing.isEmpty()) {
            throw LaunchRefused.because(command + " needs these settings (environment variables, or properties such as "
                    + "tieout.db.url):\n" + String.join("\n", missing) + advice);
        }
    }
}
