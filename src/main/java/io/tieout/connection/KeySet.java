package io.tieout.connection;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.subtle.Hkdf;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The installation's keys: a Tink AEAD key set from the file that {@code tieout.keyset} (TIEOUT_KEYSET) names, read
 * once at start. Old keys of the set still open what they sealed; the primary one seals.
 */
@Startup
@ApplicationScoped
public class KeySet {
    private final KeysetHandle keys;
    private final Aead aead;

    /** @throws IllegalStateException naming the property, when the file is missing or holds no usable key set */
    KeySet(@ConfigProperty(name = "tieout.keyset") Optional<String> file) {
        this.keys = read(Path.of(file.filter(name -> !name.isBlank())
                .orElseThrow(() -> refused("names no file: make one with the command 'keys create'"))));
        try {
            this.aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw refused("names a file whose key set can't seal: make one with the command 'keys create'");
        }
    }

    /** Seals a text for one owner: only the same owner opens it. */
    byte[] seal(String owner, String text) {
        try {
            return aead.encrypt(bytes(text), bytes(owner));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /** Opens what was sealed for this owner; empty when another owner's or when no key of the set fits. */
    Optional<String> open(String owner, byte[] sealed) {
        try {
            return Optional.of(new String(aead.decrypt(sealed, bytes(owner)), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /**
     * A key for another purpose, derived from the primary key by HKDF: the same in all processes of the installation
     * and independent of those of other purposes; it changes with the primary key.
     *
     * @return 256 bits as base64 text
     */
    @AccessesPartialKey
    public String derive(String purpose) {
        if (!(keys.getPrimary().getKey() instanceof AesGcmKey primary)) {
            throw refused("names a key set whose primary key is not AES-GCM: make one with the command 'keys create'");
        }
        try {
            byte[] material = primary.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
            byte[] derived = Hkdf.computeHkdf("HmacSha256", material, new byte[0], bytes("tieout " + purpose), 32);
            return Base64.getEncoder().withoutPadding().encodeToString(derived);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("deriving a key failed", e);
        }
    }

    private static KeysetHandle read(Path file) {
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get());
        } catch (IOException e) {
            throw refused("names " + file + ", which can't be read: restore the file or allow this user to read it");
        } catch (GeneralSecurityException | RuntimeException e) {
            // The cause stays out: a parser's message may quote the file.
            throw refused("names " + file + ", which holds no key set: restore the file that 'keys create' wrote");
        }
    }

    private static IllegalStateException refused(String reason) {
        return new IllegalStateException("tieout.keyset (TIEOUT_KEYSET) " + reason);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
