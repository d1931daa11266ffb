package io.tieout.connector.ebs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tieout.connection.Connections;
import io.tieout.connection.Opened;
import io.tieout.connection.Secrets;
import io.tieout.connector.ebs.wire.IsgClient;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.posting.Reference;
import io.tieout.port.RetryLater;
import io.tieout.remote.Breakers;
import io.tieout.remote.HttpCalls;
import io.tieout.remote.Limits;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A connector with a gateway to talk to, one connection, and limits that count. */
final class EbsFixture implements AutoCloseable {
    static final ConnectionId CONNECTION = new ConnectionId(7);
    static final String PASSWORD = "pa:ss-wörd";

    final GatewayStub gateway = new GatewayStub();
    final List<String> stops = new CopyOnWriteArrayList<>();
    final AtomicInteger entered = new AtomicInteger();
    final AtomicInteger left = new AtomicInteger();
    volatile boolean limitReached;
    volatile String baseUrl = gateway.address();
    volatile Map<String, String> secrets = Map.of("user", "TIEOUT", "password", PASSWORD);
    private final CamelContext camel = new DefaultCamelContext();
    private final JsonNode settings;
    private final EbsCalls calls;

    /** A fixture whose connection has these settings as JSON, with single quotes for double ones. */
    EbsFixture(String settings) {
        this.settings = json(settings);
        camel.start();
        HttpCalls http = new HttpCalls(camel, 1024 * 1024);
        Connections connections = new KnownConnections();
        calls = new EbsCalls(
                connections,
                IsgClient.of(connections, http, new CountingLimits(), new Breakers(5, Duration.ofMinutes(1))));
    }

    EbsFixture() {
        this("{'readTimeout':'PT0.7S','connectTimeout':'PT0.7S','responsibility':'TIEOUT_USER',"
                + "'application':'SQLGL','org':'204'}");
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The reference with this number in the examples, from 1. */
    static Reference reference(int number) {
        return new Reference("TIEAAAA" + number);
    }

    static Set<Reference> references(int count) {
        Set<Reference> references = new LinkedHashSet<>();
        for (int number = 1; number <= count; number++) {
            references.add(reference(number));
        }
        return references;
    }

    EbsJournals journals() {
        return new EbsJournals(calls);
    }

    EbsReferences references() {
        return new EbsReferences(calls);
    }

    EbsOpenItems openItems() {
        return new EbsOpenItems(calls);
    }

    EbsLedgers ledgers() {
        return new EbsLedgers(calls);
    }

    EbsPing ping() {
        return new EbsPing(calls);
    }

    Opened opened() {
        return new Opened(CONNECTION, "acme", "acme-ebs", "ebs", baseUrl, settings, new Secrets(secrets), 3);
    }

    @Override
    public void close() {
        gateway.close();
        camel.stop();
    }

    private final class KnownConnections implements Connections {
        @Override
        public Opened open(ConnectionId connection) {
            if (!stops.isEmpty()) {
                throw RetryLater.notTried("the connection is stopped", Duration.ofMinutes(1));
            }
            return opened();
        }

        @Override
        public Opened openAnyway(ConnectionId connection) {
            return opened();
        }

        @Override
        public void resume(ConnectionId connection, String stoppedFor) {
            throw new UnsupportedOperationException("nothing resumes a connection here");
        }

        @Override
        public void stop(ConnectionId connection, int credentialsVersion, String reason) {
            stops.add(connection.value() + " " + credentialsVersion + " " + reason);
        }
    }

    private final class CountingLimits implements Limits {
        @Override
        public Permit enter(ConnectionId connection, Limit limit) {
            if (limitReached) {
                throw RetryLater.notTried("limit " + limit.bucket() + " is reached", Duration.ofSeconds(2));
            }
            entered.incrementAndGet();
            return left::incrementAndGet;
        }
    }
}
