package io.tieout.access;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The address that a request comes from: the peer's or, behind proxies that the operator trusts
 * ({@code tieout.http.trusted-proxies}), the last one in {@code X-Forwarded-For} that none of them has.
 *
 * <p>Read from the right, unlike by Quarkus: proxies append, so what a client sends by itself stands on the left.
 */
@ApplicationScoped
class CallerAddress {
    private static final String PROPERTY = "tieout.http.trusted-proxies";
    private static final String HEADER = "X-Forwarded-For";

    private final List<Network> trusted;

    CallerAddress(@ConfigProperty(name = PROPERTY) Optional<List<String>> proxies) {
        this.trusted = proxies.orElseGet(List::of).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(CallerAddress::network)
                .toList();
    }

    /** Refuses a wrong setting at start, not at the first login. */
    void check(@Observes StartupEvent start) {
        // Making this bean has read the setting.
    }

    /** The address as text. */
    String of(HttpServerRequest request) {
        String peer = request.connection().remoteAddress().hostAddress();
        List<String> way = new ArrayList<>();
        for (String line : request.headers().getAll(HEADER)) {
            way.addAll(List.of(line.split(",", -1)));
        }
        return from(peer, way);
    }

    /**
     * The caller.
     *
     * @param peer who holds the socket
     * @param way what the headers name, the nearest proxy's word last
     */
    String from(String peer, List<String> way) {
        String caller = peer;
        for (int i = way.size() - 1; i >= 0 && isTrusted(caller); i--) {
            Optional<InetAddress> before = Network.address(way.get(i).strip());
            if (before.isEmpty()) {
                return caller;
            }
            caller = before.get().getHostAddress();
        }
        return caller;
    }

    private boolean isTrusted(String address) {
        return Network.address(address)
                .filter(known -> trusted.stream().anyMatch(network -> network.contains(known)))
                .isPresent();
    }

    private static Network network(String text) {
        try {
            return Network.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    PROPERTY + ": '" + text + "' is neither an address nor a network such as 10.0.0.0/8", e);
        }
    }
}
