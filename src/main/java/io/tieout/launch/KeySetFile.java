package io.tieout.launch;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * A Tink AEAD key set (AES256_GCM) in a JSON file: it opens the sealed credentials of all connections, so the file is
 * as secret as they are. No method of this class gives key material.
 */
final class KeySetFile {

    private final Path file;

    KeySetFile(Path file) {
        this.file = file;
    }

    /**
     * Writes a new key set with one key, mode 0600.
     *
     * @throws LaunchRefused when the file exists already or can't be written
     */
    void create() {
        try {
            AeadConfig.register();
            KeysetHandle keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            PrivateFile.create(
                    file, TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get()) + "\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink can't make an AES256_GCM key on this Java", e);
        }
    }

    boolean exists() {
        return Files.exists(file);
    }

    /**
     * One line a key: its id, its state and whether new credentials are sealed with it.
     *
     * @throws LaunchRefused when the file is missing, can't be read or holds no usable key set
     */
    List<String> describe() {
        KeysetHandle keys = read();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            KeysetHandle.Entry key = keys.getAt(i);
            lines.add("key " + Integer.toUnsignedString(key.getId()) + " " + key.getStatus()
                    + (key.isPrimary() ? " primary" : ""));
        }
        return lines;
    }

    /** Refuses as {@link #describe()} does. */
    void check() {
        read();
    }

    private KeysetHandle read() {
        if (!Files.exists(file)) {
            throw LaunchRefused.because("The key set file " + file
                    + " is missing. Restore it, or make a first one with: keys create " + file);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw LaunchRefused.because("The key set file " + file + " can't be read by this user");
        }
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get());
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The cause is left out: a parser's message may quote the file.
            throw LaunchRefused.because("The file " + file + " isn't a key set that 'keys create' has written");
        }
    }
}
