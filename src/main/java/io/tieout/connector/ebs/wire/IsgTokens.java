package io.tieout.connector.ebs.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.connection.Connections;
import io.tieout.connector.ebs.wire.IsgAnswer.Cause;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.remote.HttpReply;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The login tokens of this process, one per connection: whoever finds one missing or expired fetches it, and all who
 * came meanwhile share what came of it, a refusal too, so that a wrong password is tried once and not by every caller.
 */
@ApplicationScoped
class IsgTokens {
    private final Connections connections;
    private final IsgTransport transport;
    private final Map<ConnectionId, Slot> slots = new ConcurrentHashMap<>();

    IsgTokens(Connections connections, IsgTransport transport) {
        this.connections = connections;
        this.transport = transport;
    }

    /** The token in use, fetched if there is none. */
    Login current(IsgTarget target) {
        return slot(target).get(target, Optional.empty());
    }

    /** A token other than this expired one. */
    Login renewed(IsgTarget target, Granted expired) {
        return slot(target).get(target, Optional.of(expired));
    }

    private Slot slot(IsgTarget target) {
        // A token belongs to one version of the credentials at one address: another address must never see it.
        String owner =
                target.opened().credentialsVersion() + " " + target.settings().loginAddress();
        return slots.compute(
                target.opened().id(), (id, slot) -> slot != null && slot.owner.equals(owner) ? slot : new Slot(owner));
    }

    private Login login(IsgTarget target) {
        HttpReply reply = transport.login(target);
        if (reply instanceof HttpReply.Answered answered && answered.status() == 200) {
            return IsgJson.read(answered.text())
                    .flatMap(document -> granted(target, document))
                    .orElseGet(() -> failed("the log-in answered without a token"));
        }
        Map.Entry<String, String> sent = Map.entry("Authorization", target.basic());
        IsgAnswer answer =
                new IsgFaults(target.settings().assumptions(), words -> target.strip(sent, words)).answer(reply);
        return answer instanceof IsgAnswer.Failed failure
                ? new Failed(failure)
                : failed("the log-in was not understood");
    }

    private static Optional<Login> granted(IsgTarget target, JsonNode document) {
        JsonNode response = document.path("response");
        JsonNode data = (response.isObject() ? response : document).path("data");
        String token = data.path("accessToken").asText("");
        String name = data.path("accessTokenName")
                .asText(target.settings().assumptions().cookieName());
        boolean sendable = token.matches("[\\x21-\\x7e&&[^;,\"\\\\]]+") && name.matches("[A-Za-z0-9_.-]+");
        return sendable ? Optional.of(new Granted(name + "=" + token)) : Optional.empty();
    }

    private static Login failed(String reason) {
        return new Failed(new IsgAnswer.Failed(Cause.MALFORMED, reason, Optional.empty()));
    }

    /** What a log-in came to. */
    sealed interface Login {}

    /** The cookie to send; prints redacted. */
    record Granted(String cookie) implements Login {
        @Override
        public String toString() {
            return "Granted[redacted]";
        }
    }

    /** Why there is no token; nothing of the call itself was sent. */
    record Failed(IsgAnswer.Failed failure) implements Login {}

    private final class Slot {
        private final String owner;
        private final ReentrantLock lock = new ReentrantLock();
        private Optional<Login> last = Optional.empty();
        private long lastNanos;

        Slot(String owner) {
            this.owner = owner;
        }

        Login get(IsgTarget target, Optional<Granted> expired) {
            lock.lock();
            try {
                Optional<Login> usable = last.filter(login -> usable(login, target, expired));
                if (usable.isPresent()) {
                    return usable.get();
                }
                Login fresh = login(target);
                if (fresh instanceof Failed failed && failed.failure().cause() == Cause.CREDENTIALS) {
                    // Before the lock is left: who opens the connection from now on is refused by its stop.
                    IsgClient.stop(connections, target, failed.failure());
                }
                last = Optional.of(fresh);
                lastNanos = System.nanoTime();
                return fresh;
            } finally {
                lock.unlock();
            }
        }

        /** A token, unless it is the expired one; a failure only for those who were under way when it happened. */
        private boolean usable(Login login, IsgTarget target, Optional<Granted> expired) {
            return login instanceof Granted granted
                    ? !expired.equals(Optional.of(granted))
                    : target.openedNanos() - lastNanos < 0;
        }
    }
}
