package io.tieout.connection;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The installation's keys: a Tink AEAD key set from the file that {@code tieout.keyset} (TIEOUT_KEYSET) names, read at
 * start and again when the file has changed. Old keys of the set still open what they sealed; the primary one seals.
 */
@Startup
@ApplicationScoped
public class KeySet {
    private final Path file;
    private volatile KeyRing ring;

    /** @throws IllegalStateException naming the property, when the file is missing or holds no usable key set */
    KeySet(@ConfigProperty(name = "tieout.keyset") Optional<String> file) {
        this.file = Path.of(file.filter(name -> !name.isBlank())
                .orElseThrow(() -> refused("names no file: make one with the command 'keys create'")));
        this.ring = read(this.file);
    }

    /** The keys as last read. */
    public KeyRing ring() {
        return ring;
    }

    /**
     * Reads the file again, and takes its keys when they are others.
     *
     * @return whether they are
     * @throws IllegalStateException when it can't be read or holds no usable key set; the keys stay as they are
     */
    boolean refresh() {
        KeyRing fresh = read(file);
        boolean changed = !fresh.same(ring);
        if (changed) {
            ring = fresh;
        }
        return changed;
    }

    /**
     * Seals a text for one owner: only the same owner opens it. The file is read again first: what the old key seals
     * once {@code keys rotate retire} has passed would never open again.
     */
    byte[] seal(String owner, String text) {
        takeNewest();
        return ring.seal(owner, text);
    }

    /**
     * Opens what was sealed for this owner; empty when another owner's or when no key of the set fits. Another process
     * may have sealed it with a key that the file has got just now, so it is tried once more after another look at the
     * file, whoever took the new keys from it.
     */
    Optional<String> open(String owner, byte[] sealed) {
        return ring.open(owner, sealed).or(() -> {
            takeNewest();
            return ring.open(owner, sealed);
        });
    }

    private void takeNewest() {
        try {
            refresh();
        } catch (IllegalStateException e) {
            // The watch tells of it; here the keys that are held have the last word.
        }
    }

    /**
     * A key for another purpose: the same in all processes of the installation and independent of those of other
     * purposes; it stays when the primary key changes, until the oldest key is retired.
     *
     * @return 256 bits as base64 text
     */
    public String derive(String purpose) {
        return ring.derive(purpose);
    }

    private static KeyRing read(Path file) {
        try {
            return KeyRing.parse(Files.readString(file));
        } catch (IOException e) {
            throw refused("names " + file + ", which can't be read: restore the file or allow this user to read it");
        } catch (GeneralSecurityException e) {
            throw refused("names " + file + ", which holds no key set: restore the file that 'keys create' wrote");
        }
    }

    private static IllegalStateException refused(String reason) {
        return new IllegalStateException("tieout.keyset (TIEOUT_KEYSET) " + reason);
    }
}
