package io.tieout.connector.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tieout.connection.Connections;
import io.tieout.connection.Opened;
import io.tieout.connection.Secrets;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** One connection that stands as given; it remembers whether it was stopped. */
final class FixedConnections implements Connections {
    static final ConnectionId ID = new ConnectionId(7);

    private volatile Opened opened;
    private final List<Stop> stops = new CopyOnWriteArrayList<>();

    record Stop(int credentialsVersion, String reason) {}

    FixedConnections(String baseUrl, String settings, Map<String, String> secrets) {
        this.opened = new Opened(ID, "acme", "acme-stripe", "stripe", baseUrl, json(settings), new Secrets(secrets), 3);
    }

    /** From now on it has these secrets, as a person has set them. */
    void change(Map<String, String> secrets) {
        opened = new Opened(
                ID,
                opened.tenant(),
                opened.name(),
                opened.system(),
                opened.baseUrl(),
                opened.settings(),
                new Secrets(secrets),
                opened.credentialsVersion() + 1);
    }

    List<Stop> stops() {
        return stops;
    }

    @Override
    public Opened open(ConnectionId connection) {
        if (!stops.isEmpty()) {
            throw RetryLater.notTried("the connection is stopped", Duration.ofMinutes(1));
        }
        return openAnyway(connection);
    }

    @Override
    public Opened openAnyway(ConnectionId connection) {
        if (!connection.equals(ID)) {
            throw new NeedsPerson("there is no such connection");
        }
        return opened;
    }

    @Override
    public void resume(ConnectionId connection, String stoppedFor) {
        throw new UnsupportedOperationException("nothing resumes a connection here");
    }

    @Override
    public void stop(ConnectionId connection, int credentialsVersion, String reason) {
        stops.add(new Stop(credentialsVersion, reason));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
