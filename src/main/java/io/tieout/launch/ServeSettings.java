package io.tieout.launch;

import java.nio.file.Path;
import java.util.function.Supplier;

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
        return from(settings, "serve");
    }

    /** As {@link #from(Settings)}, for a command that works on the same database. */
    static ServeSettings from(Settings settings, String command) {
        RequiredSettings required = new RequiredSettings(settings);
        Supplier<PostgresAddress> database = required.database();
        String keySet = required.keySet();
        String installation =
                required.text("tieout.installation", "TIEOUT_INSTALLATION", "name of this installation, never changed");
        required.refuseMissing(command, "\nTo try Tieout without any of them: trial");
        return new ServeSettings(database.get(), Path.of(keySet), installation);
    }
}
