package io.tieout.connection;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.Ping;
import io.tieout.port.Ping.Diagnosis;
import io.tieout.port.Ping.Step;
import io.tieout.store.connection.ConnectionRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;

/** Pings a connection by the connector of its system; works on a stopped one too. */
@ApplicationScoped
public class Pings {
    private final Instance<Ping> connectors;
    private final ConnectionEditor editor;
    private final Connections connections;
    private final ConnectionRows rows;

    Pings(@Any Instance<Ping> connectors, ConnectionEditor editor, Connections connections, ConnectionRows rows) {
        this.connectors = connectors;
        this.editor = editor;
        this.connections = connections;
        this.rows = rows;
    }

    /**
     * Tries what the connection can do and notes a success.
     *
     * @return what was tried, without secrets even where the remote system repeats them
     * @throws ChangeRefused (UNKNOWN) when this tenant has no such connection
     */
    public Diagnosis ping(Actor actor, String name) {
        ConnectionView connection = editor.get(actor, name);
        ConnectionId id = connection.id();
        Ping connector = connectors.stream()
                .filter(ping -> ping.system().equals(connection.system()))
                .findFirst()
                .orElseThrow(() -> ChangeRefused.unreachable(
                        "this version has no connector for system '" + connection.system() + "'"));
        Diagnosis diagnosis = connector.ping(id);
        if (diagnosis.ok()) {
            rows.succeeded(id);
        }
        return new Diagnosis(diagnosis.ok(), stripped(id, diagnosis.steps()));
    }

    private List<Step> stripped(ConnectionId id, List<Step> steps) {
        Secrets secrets = connections.openAnyway(id).secrets();
        return steps.stream()
                .map(step -> new Step(step.name(), step.ok(), secrets.strip(step.detail())))
                .toList();
    }
}
