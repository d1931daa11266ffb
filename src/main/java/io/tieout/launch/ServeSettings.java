package io.tieout.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code serve} can't do without; prints without the password.
 *
 * @param database the production database
 * @param keySet file that opens the sealed credentials
 * @param installation the operator's name of this installation; references of postings are derived from it
 */
record ServeSettings(PostgresAddress database, Path keySet, String installation) {

    /**
     * Reads them all.
     *
     * @throws LaunchRefused naming every one that is missing
     */
    static ServeSettings from(Settings settings) {
        Required required = new Required(settings);
        String url = required.text("tieout.db.url", "TIEOUT_DB_URL", "JDBC address, jdbc:postgresql://host:port/name");
        String user = required.text("tieout.db.user", "TIEOUT_DB_USER", "the database user");
        String password = required.text("tieout.db.password", "TIEOUT_DB_PASSWORD", "that user's password");
        String keySet = required.text("tieout.keyset", "TIEOUT_KEYSET", "key set file, made by: keys create <file>");
        String installation =
                required.text("tieout.installation", "TIEOUT_INSTALLATION", "name of this installation, never changed");
        required.refuseMissing();
        try {
            return new ServeSettings(new PostgresAddress(url, user, password), Path.of(keySet), installation);
        } catch (IllegalArgumentException e) {
            // The value isn't repeated: an address may hold a password.
            throw LaunchRefused.because("TIEOUT_DB_URL: " + e.getMessage(), e);
        }
    }

    /** Collects what is missing, so that an operator learns of everything at once. */
    private static final class Required {

        private final Settings settings;
        private final List<String> missing = new ArrayList<>();

        Required(Settings settings) {
            this.settings = settings;
        }

        String text(String property, String variable, String meaning) {
            Optional<String> value = settings.text(property);
            if (value.isEmpty()) {
                missing.add("  " + variable + "  " + meaning);
            }
            return value.orElse("");
        }

        void refuseMissing() {
            if (!missing.isEmpty()) {
                throw LaunchRefused.because("serve needs these settings (environment variables, or properties such as "
                        + "tieout.db.url):\n" + String.join("\n", missing)
                        + "\nTo try Tieout without any of them: trial");
            }
        }
    }
}
