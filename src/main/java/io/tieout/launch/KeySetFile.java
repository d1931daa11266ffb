package io.tieout.launch;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.tieout.connection.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

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

    /**
     * Adds a new key, which opens and does not seal yet.
     *
     * @return its id
     * @throws LaunchRefused when the file can't be read or written, or has an added key already that waits
     */
    long add() {
        KeysetHandle keys = read();
        if (waiting(keys).isPresent()) {
            throw LaunchRefused.because("Key " + waiting(keys).getAsLong()
                    + " was added already and isn't the primary one yet: promote it");
        }
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId());
        replace(builder);
        return waiting(read()).getAsLong();
    }

    /** The key that was added and isn't the primary one yet. */
    OptionalLong waiting() {
        return waiting(read());
    }

    private static OptionalLong waiting(KeysetHandle keys) {
        KeysetHandle.Entry last = keys.getAt(keys.size() - 1);
        return last.isPrimary() || !last.getStatus().equals(KeyStatus.ENABLED)
                ? OptionalLong.empty()
                : OptionalLong.of(id(last));
    }

    /** Makes the key that waits the one that seals. */
    void promote() {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(read());
        builder.getAt(builder.size() - 1).makePrimary();
        replace(builder);
    }

    /** The keys before the primary one that still open. */
    SortedSet<Long> old() {
        KeysetHandle keys = read();
        SortedSet<Long> old = new TreeSet<>();
        for (int i = 0; i < keys.size() && !keys.getAt(i).isPrimary(); i++) {
            if (keys.getAt(i).getStatus().equals(KeyStatus.ENABLED)) {
                old.add(id(keys.getAt(i)));
            }
        }
        return old;
    }

    /** Disables the keys before the primary one: they open nothing any more, and stay for the audit trail's seals. */
    void retire() {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(read());
        for (int i = 0; i < builder.size() && !builder.getAt(i).isPrimary(); i++) {
            builder.getAt(i).setStatus(KeyStatus.DISABLED);
        }
        replace(builder);
    }

    /** Its keys, for work outside of the application. */
    KeyRing ring() {
        try {
            return KeyRing.of(read());
        } catch (GeneralSecurityException e) {
            throw LaunchRefused.because("The primary key in " + file + " can't seal");
        }
    }

    private void replace(KeysetHandle.Builder builder) {
        try {
            PrivateFile.replace(
                    file,
                    TinkJsonProtoKeysetFormat.serializeKeyset(builder.build(), InsecureSecretKeyAccess.get()) + "\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink can't build the changed key set", e);
        }
    }

    private static long id(KeysetHandle.Entry key) {
        return Integer.toUnsignedLong(key.getId());
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
