package io.tieout.store.connection;

import io.tieout.domain.connection.ConnectionId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A stored connection without its credentials.
 *
 * @param id its number
 * @param tenant the tenant it belongs to
 * @param content what a person edits, under {@code version}
 * @param version rises with each change of the content
 * @param enabled whether it is switched on
 * @param sealed which credentials it has
 * @param stop why it is stopped, when it is
 * @param lastSuccess when a ping last succeeded
 */
public record ConnectionRow(
        ConnectionId id,
        String tenant,
        Content content,
        int version,
        boolean enabled,
        Sealed sealed,
        Optional<Stop> stop,
        Optional<Instant> lastSuccess) {

    /**
     * What a person edits.
     *
     * @param name unique over all tenants
     * @param system kind of remote system
     * @param baseUrl address without a slash at the end
     * @param settings JSON text
     */
    public record Content(String name, String system, String baseUrl, String settings) {}

    /** Names and version of the credentials; version 0 means that there never were any. */
    public record Sealed(Set<String> names, int version) {
        public Sealed {
            names = Set.copyOf(names);
        }
    }

    /** Since when and why the connection is not used. */
    public record Stop(Instant since, String reason) {}

    /** Its unique name. */
    public String name() {
        return content.name();
    }

    /** The kind of remote system. */
    public String system() {
        return content.system();
    }
}
