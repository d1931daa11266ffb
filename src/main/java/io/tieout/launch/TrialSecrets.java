package io.tieout.launch;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * How a person and a script get into the trial; prints redacted.
 *
 * @param password of the user {@code admin}
 * @param token bearer token of the API
 * @param fresh whether something was generated just now, so that it has to be shown, this once
 */
record TrialSecrets(String password, String token, boolean fresh) {

    private static final int PASSWORD_BYTES = 12;
    private static final int TOKEN_BYTES = 32;

    /**
     * Takes them from {@code TIEOUT_TRIAL_PASSWORD} and {@code TIEOUT_TRIAL_TOKEN}; what isn't set there is generated
     * at the first start and kept in the file (mode 0600), so that later starts have the same.
     */
    static TrialSecrets from(Settings settings, Path file) {
        Optional<String> password = settings.text("tieout.trial.password");
        Optional<String> token = settings.text("tieout.trial.token");
        if (password.isPresent() && token.isPresent()) {
            return new TrialSecrets(password.get(), token.get(), false);
        }
        boolean fresh = !Files.exists(file);
        if (fresh) {
            RandomText random = new RandomText();
            PrivateFile.create(
                    file,
                    "password=" + random.ofBytes(PASSWORD_BYTES) + "\ntoken=" + random.ofBytes(TOKEN_BYTES) + "\n");
        }
        Properties kept = kept(file);
        return new TrialSecrets(
                password.orElseGet(() -> value(kept, "password", file)),
                token.orElseGet(() -> value(kept, "token", file)),
                fresh);
    }

    private static Properties kept(Path file) {
        Properties kept = new Properties();
        try {
            kept.load(new StringReader(PrivateFile.read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kept;
    }

    private static String value(Properties kept, String name, Path file) {
        String value = kept.getProperty(name, "");
        if (value.isBlank()) {
            throw LaunchRefused.because(file + " has no " + name + ": delete the file, and both are generated again");
        }
        return value;
    }

    @Override
    public String toString() {
        return "TrialSecrets[redacted]";
    }
}
