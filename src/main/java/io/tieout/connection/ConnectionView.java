package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.connection.ConnectionRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A connection as people see it: its credentials only by name and version.
 *
 * @param id its number
 * @param name unique over all tenants
 * @param system kind of remote system
 * @param baseUrl address without a slash at the end
 * @param settings settings of that system
 * @param version rises with each change of address or settings
 * @param enabled whether it is switched on
 * @param sealed what is known of its credentials
 * @param stop why it is stopped, when it is
 * @param lastSuccess when a ping last succeeded
 */
public record ConnectionView(
        ConnectionId id,
        String name,
        String system,
        String baseUrl,
        JsonNode settings,
        int version,
        boolean enabled,
        Sealed sealed,
        Optional<Stop> stop,
        Optional<Instant> lastSuccess) {

    /** Names, sorted, and version of the credentials; version 0 means that there never were any. */
    public record Sealed(List<String> names, int version) {}

    /** Since when and why the connection is not used. */
    public record Stop(Instant since, String reason) {}

    static ConnectionView of(ConnectionRow row, JsonNode settings) {
        return new ConnectionView(
                row.id(),
                row.name(),
                row.system(),
                row.content().baseUrl(),
                settings,
                row.version(),
                row.enabled(),
                new Sealed(
                        row.sealed().names().stream().sorted().toList(),
                        row.sealed().version()),
                row.stop().map(stop -> new Stop(stop.since(), stop.reason())),
                row.lastSuccess());
    }
}
