package io.tieout.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tieout.connection.Opened;
import io.tieout.connection.Secrets;
import io.tieout.domain.connection.ConnectionId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StripeClientsTest {
    private final StripeClients clients = new StripeClients();

    @Test
    void client_ofTheSameCredentialsAndAddress_isTheSame() {
        assertThat(clients.of(session(1, 1, "http://a"))).isSameAs(clients.of(session(1, 1, "http://a")));
    }

    @Test
    void client_afterNewCredentials_replacesTheOld() {
        assertThat(clients.of(session(1, 1, "http://a"))).isNotSameAs(clients.of(session(1, 2, "http://a")));
        assertThat(clients.size()).isEqualTo(1);
    }

    @Test
    void client_atAnotherAddress_isAnother() {
        assertThat(clients.of(session(1, 1, "http://a"))).isNotSameAs(clients.of(session(1, 1, "http://b")));
    }

    @Test
    void clients_ofVeryManyConnections_areBounded() {
        for (int connection = 1; connection <= 1_000; connection++) {
            clients.of(session(connection, 1, ""));
        }

        assertThat(clients.size()).isEqualTo(256);
    }

    private static StripeSession session(long connection, int credentials, String base) {
        return StripeSession.of(new Opened(
                new ConnectionId(connection),
                "acme",
                "acme-stripe",
                "stripe",
                base,
                JsonNodeFactory.instance.objectNode().put("account", "acct_1").put("livemode", false),
                new Secrets(Map.of("apiKey", "sk_test_" + connection)),
                credentials));
    }
}
