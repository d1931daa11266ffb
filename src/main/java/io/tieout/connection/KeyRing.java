package io.tieout.connection;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.mac.HmacKey;
import com.google.crypto.tink.mac.HmacParameters;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The keys of a key set as they stood when it was read. Its enabled keys open credentials, the primary one seals them.
 * From each key, disabled ones too, an HMAC key is derived by HKDF (RFC 5869): what it sealed of the audit trail can be
 * checked as long as the key is in the set.
 */
public final class KeyRing {
    private static final byte TINK_PREFIX = 1;
    private static final int PREFIX_BYTES = 5;
    private static final int DERIVED_BYTES = 32;

    private final KeysetHandle keys;
    private final Aead aead;
    private final Map<Long, Mac> macs;

    private KeyRing(KeysetHandle keys) throws GeneralSecurityException {
        this.keys = keys;
        this.aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
        this.macs = macs(keys);
    }

    /**
     * The ring of a key set.
     *
     * @throws GeneralSecurityException when its primary key can't seal
     */
    public static KeyRing of(KeysetHandle keys) throws GeneralSecurityException {
        AeadConfig.register();
        MacConfig.register();
        return new KeyRing(keys);
    }

    /**
     * Reads a key set from its JSON text.
     *
     * @throws GeneralSecurityException when it is none, or its primary key can't seal; without the text
     */
    static KeyRing parse(String text) throws GeneralSecurityException {
        try {
            AeadConfig.register();
            return of(TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException | RuntimeException e) {
            // The cause stays out: a parser's message may quote the file.
            throw new GeneralSecurityException("no usable key set");
        }
    }

    /** Seals a text for one owner: only the same owner opens it. */
    public byte[] seal(String owner, String text) {
        try {
            return aead.encrypt(bytes(text), bytes(owner));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /** Opens what was sealed for this owner; empty when another owner's or when no enabled key fits. */
    public Optional<String> open(String owner, byte[] sealed) {
        try {
            return Optional.of(new String(aead.decrypt(sealed, bytes(owner)), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** The owner of a connection's sealed credentials. */
    public static String ownerOf(long connection) {
        return "connection " + connection;
    }

    /** The id of the key that something was sealed with, as it says itself. */
    public static OptionalLong keyOf(byte[] sealed) {
        return sealed.length >= PREFIX_BYTES && sealed[0] == TINK_PREFIX
                ? OptionalLong.of(Integer.toUnsignedLong(ByteBuffer.wrap(sealed).getInt(1)))
                : OptionalLong.empty();
    }

    /** The id of the key that seals. */
    public long primary() {
        return Integer.toUnsignedLong(keys.getPrimary().getId());
    }

    /** The ids of the keys that open. */
    public SortedSet<Long> enabled() {
        SortedSet<Long> ids = new TreeSet<>();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.getAt(i).getStatus().equals(KeyStatus.ENABLED)) {
                ids.add(Integer.toUnsignedLong(keys.getAt(i).getId()));
            }
        }
        return ids;
    }

    /** The ids of the keys whose seals of the audit trail can be checked: the retired ones too. */
    public Set<Long> known() {
        return macs.keySet();
    }

    /** Whether what this key sealed of the audit trail can be checked. */
    public boolean knows(long key) {
        return macs.containsKey(key);
    }

    /** The HMAC-SHA-256 of a message under the primary key's own HMAC key. */
    public byte[] mac(byte[] message) {
        try {
            return Optional.ofNullable(macs.get(primary()))
                    .orElseThrow(() -> new IllegalStateException("the primary key is not AES-GCM"))
                    .computeMac(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /** Whether a seal is that of a message under a key; compares in constant time. */
    public boolean sealed(long key, byte[] message, byte[] seal) {
        Mac mac = macs.get(key);
        if (mac == null) {
            return false;
        }
        try {
            mac.verifyMac(seal, message);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * A key for another purpose, derived by HKDF from the oldest enabled key, so that a new primary key doesn't change
     * it: only when the oldest key is retired it becomes another. The same in all processes with this key set.
     *
     * @return 256 bits as base64 text
     */
    String derive(String purpose) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.getAt(i).getStatus().equals(KeyStatus.ENABLED)
                    && keys.getAt(i).getKey() instanceof AesGcmKey key) {
                return Base64.getEncoder().withoutPadding().encodeToString(derived(key, purpose));
            }
        }
        throw new IllegalStateException("the key set has no AES-GCM key: make one with the command 'keys create'");
    }

    boolean same(KeyRing other) {
        return keys.equalsKeyset(other.keys);
    }

    private static Map<Long, Mac> macs(KeysetHandle keys) throws GeneralSecurityException {
        Map<Long, Mac> macs = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.getAt(i).getKey() instanceof AesGcmKey key) {
                macs.put(Integer.toUnsignedLong(keys.getAt(i).getId()), mac(key));
            }
        }
        return Map.copyOf(macs);
    }

    @AccessesPartialKey
    private static Mac mac(AesGcmKey key) throws GeneralSecurityException {
        HmacParameters parameters = HmacParameters.builder()
                .setKeySizeBytes(DERIVED_BYTES)
                .setTagSizeBytes(DERIVED_BYTES)
                .setHashType(HmacParameters.HashType.SHA256)
                .setVariant(HmacParameters.Variant.NO_PREFIX)
                .build();
        HmacKey derived = HmacKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(derived(key, "audit chain"), InsecureSecretKeyAccess.get()))
                .build();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(derived).withRandomId().makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), Mac.class);
    }

    @AccessesPartialKey
    private static byte[] derived(AesGcmKey key, String purpose) {
        try {
            byte[] material = key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
            return Hkdf.computeHkdf("HmacSha256", material, new byte[0], bytes("tieout " + purpose), DERIVED_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("deriving a key failed", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
