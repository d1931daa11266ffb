package io.tieout.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.NeedsPerson;
import io.tieout.store.connection.ConnectionRow;
import io.tieout.store.connection.ConnectionRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Credentials at rest: sealed with the key set, each to its connection, so that a copied row opens nothing. */
@ApplicationScoped
class Vault {
    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    private final KeySet keys;
    private final ConnectionRows rows;
    private final ObjectMapper json;

    Vault(KeySet keys, ConnectionRows rows, ObjectMapper json) {
        this.keys = keys;
        this.rows = rows;
        this.json = json;
    }

    /** Replaces the connection's credentials, under their next version, and clears a stop. */
    ConnectionRow put(ConnectionId id, Secrets secrets) {
        try {
            byte[] sealed = keys.seal(owner(id), json.writeValueAsString(secrets.byName()));
            return rows.seal(id, sealed, secrets.names());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("credentials can't be written");
        }
    }

    /**
     * Opens the connection's credentials; none are an empty set.
     *
     * @throws NeedsPerson when the key set does not open them
     */
    Secrets open(ConnectionRow connection) {
        return rows.credentials(connection.id())
                .map(stored -> keys.open(owner(connection.id()), stored)
                        .map(this::read)
                        .orElseThrow(() -> new NeedsPerson("the key set does not open the credentials of connection '"
                                + connection.name() + "': set them again by API, or restore the key set")))
                .orElse(new Secrets(Map.of()));
    }

    private Secrets read(String text) {
        try {
            return new Secrets(json.readValue(text, NAMES));
        } catch (JsonProcessingException e) {
            // Without the cause, which quotes the text.
            throw new IllegalStateException("opened credentials can't be read");
        }
    }

    private static String owner(ConnectionId id) {
        return KeyRing.ownerOf(id.value());
    }
}
