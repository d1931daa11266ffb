package io.tieout.connector.stripe;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.RetryLater;
import io.tieout.remote.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The connector's parts put together over one server, with a fixed time and counted limits. */
final class Bench {
    static final String SETTINGS = "{\"account\":\"acct_1Acme\",\"livemode\":false,\"readTimeout\":\"PT0.3S\"}";
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    final FixedConnections connections;
    final CountingLimits limits = new CountingLimits();
    final StripePayments payments;
    final StripePing ping;

    Bench(String url, String settings, String key) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        connections = new FixedConnections(url, settings, Map.of("apiKey", key));
        StripeErrors errors = new StripeErrors(connections, clock);
        StripeCalls calls =
                new StripeCalls(connections, limits, new StripeClients(), errors, new StripeAccounts(errors));
        payments = new StripePayments(calls);
        ping = new StripePing(calls, clock);
    }

    /** Over a server whose key belongs to the account of the settings. */
    static Bench over(StripeServer server) {
        server.json("/v1/account", "{\"id\":\"acct_1Acme\",\"object\":\"account\"}");
        return new Bench(server.url(), SETTINGS, "sk_test_bench");
    }

    /** Remembers what was entered, counts what is under way, and may be full for one bucket. */
    static final class CountingLimits implements Limits {
        final List<Limit> entered = new CopyOnWriteArrayList<>();
        final AtomicInteger underWay = new AtomicInteger();
        volatile String full = "";

        @Override
        public Permit enter(ConnectionId connection, Limit limit) {
            if (limit.bucket().equals(full)) {
                throw RetryLater.notTried("limit " + limit.bucket(), Duration.ofSeconds(1));
            }
            entered.add(limit);
            underWay.incrementAndGet();
            return underWay::decrementAndGet;
        }
    }
}
