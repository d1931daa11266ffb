package io.tieout.connection;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import io.tieout.store.connection.ConnectionRow;
import io.tieout.store.connection.ConnectionRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections as they stand in the database now: each is read anew, so a change or a stop holds at once in every
 * process. Only what was opened of a version is kept, since opening costs more than reading.
 */
@ApplicationScoped
class StoredConnections implements Connections {
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    private final ConnectionRows rows;
    private final Vault vault;
    private final Stops stops;
    private final SettingsText text;
    private final Map<ConnectionId, Kept> kept = new ConcurrentHashMap<>();

    StoredConnections(ConnectionRows rows, Vault vault, Stops stops, SettingsText text) {
        this.rows = rows;
        this.vault = vault;
        this.stops = stops;
        this.text = text;
    }

    private record Kept(int version, int credentialsVersion, Opened opened) {

        boolean isOf(ConnectionRow row) {
            return version == row.version()
                    && credentialsVersion == row.sealed().version();
        }
    }

    @Override
    public Opened open(ConnectionId connection) {
        ConnectionRow row = row(connection);
        row.stop().ifPresent(stop -> {
            throw RetryLater.notTried(
                    "connection '" + row.name() + "' is stopped: " + stop.reason()
                            + " (set its credentials, or resume it)",
                    ASK_AGAIN);
        });
        if (!row.enabled()) {
            throw RetryLater.notTried("connection '" + row.name() + "' is switched off", ASK_AGAIN);
        }
        return opened(row);
    }

    @Override
    public Opened openAnyway(ConnectionId connection) {
        return opened(row(connection));
    }

    @Override
    public void stop(ConnectionId connection, int credentialsVersion, String reason) {
        stops.stop(row(connection), credentialsVersion, reason);
    }

    @Override
    @Transactional
    public void resume(ConnectionId connection, String stoppedFor) {
        ConnectionRow row = row(connection);
        if (row.stop().filter(stop -> stop.reason().startsWith(stoppedFor)).isPresent()) {
            rows.resume(connection);
            stops.over(row);
        }
    }

    private ConnectionRow row(ConnectionId connection) {
        return rows.byId(connection).orElseThrow(() -> new NeedsPerson("there is no connection " + connection.value()));
    }

    private Opened opened(ConnectionRow row) {
        Kept known = kept.get(row.id());
        if (known == null || !known.isOf(row)) {
            known = new Kept(row.version(), row.sealed().version(), fresh(row));
            kept.put(row.id(), known);
        }
        return known.opened();
    }

    private Opened fresh(ConnectionRow row) {
        return new Opened(
                row.id(),
                row.tenant(),
                row.name(),
                row.system(),
                row.content().baseUrl(),
                text.read(row.content().settings()),
                vault.open(row),
                row.sealed().version());
    }
}
