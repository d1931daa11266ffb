package io.tieout.connector.ebs.wire;

import io.tieout.connection.Connections;
import io.tieout.connector.ebs.wire.IsgAnswer.Cause;
import io.tieout.remote.Breakers;
import io.tieout.remote.HttpCalls;
import io.tieout.remote.HttpReply;
import io.tieout.remote.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/**
 * Calls procedures of the package through the gateway. Each procedure leaves at most once, except after an expired
 * token, which the gateway refuses before it executes anything.
 *
 * <p>Credentials that were refused stop the connection at once: repeated refusals would lock the EBS user.
 */
@ApplicationScoped
public class IsgClient {
    private final Connections connections;
    private final IsgTransport transport;
    private final IsgTokens tokens;

    @Inject
    IsgClient(Connections connections, IsgTransport transport, IsgTokens tokens) {
        this.connections = connections;
        this.transport = transport;
        this.tokens = tokens;
    }

    /** A client without a container. */
    public static IsgClient of(Connections connections, HttpCalls calls, Limits limits, Breakers breakers) {
        IsgTransport transport = new IsgTransport(calls, limits, breakers);
        return new IsgClient(connections, transport, new IsgTokens(connections, transport));
    }

    /**
     * Calls a procedure once.
     *
     * @throws io.tieout.port.RetryLater (not counted) when a limit of the connection is reached
     * @throws io.tieout.port.NeedsPerson when user or password are missing
     */
    public IsgAnswer call(IsgTarget target, IsgCall call) {
        return target.settings().authentication() == IsgSettings.Authentication.BASIC
                ? understood(target, call, Map.entry("Authorization", target.basic()))
                : callWithToken(target, call);
    }

    static void stop(Connections connections, IsgTarget target, IsgAnswer.Failed failed) {
        connections.stop(
                target.opened().id(),
                target.opened().credentialsVersion(),
                "EBS refused user or password; nothing is sent until they are set anew. " + failed.reason());
    }

    private IsgAnswer callWithToken(IsgTarget target, IsgCall call) {
        IsgTokens.Login login = tokens.current(target);
        if (login instanceof IsgTokens.Granted granted) {
            HttpReply reply = transport.post(target, call, cookie(granted));
            if (!expired(target, reply)) {
                return understood(target, cookie(granted), reply);
            }
            login = tokens.renewed(target, granted);
        }
        if (login instanceof IsgTokens.Granted granted) {
            return understood(target, call, cookie(granted));
        }
        return notLoggedIn((IsgTokens.Failed) login);
    }

    /** Whatever became of the log-in, the procedure itself was not executed. */
    private static IsgAnswer notLoggedIn(IsgTokens.Failed login) {
        IsgAnswer.Failed failure = login.failure();
        Cause cause = failure.cause().mayBeDone() ? Cause.NO_TOKEN : failure.cause();
        return new IsgAnswer.Failed(cause, "log-in: " + failure.reason(), failure.after());
    }

    private static boolean expired(IsgTarget target, HttpReply reply) {
        return reply instanceof HttpReply.Answered answered
                && target.settings().assumptions().expiredSessionStatuses().contains(answered.status());
    }

    private static Map.Entry<String, String> cookie(IsgTokens.Granted granted) {
        return Map.entry("Cookie", granted.cookie());
    }

    private IsgAnswer understood(IsgTarget target, IsgCall call, Map.Entry<String, String> login) {
        return understood(target, login, transport.post(target, call, login));
    }

    private IsgAnswer understood(IsgTarget target, Map.Entry<String, String> login, HttpReply reply) {
        IsgAnswer answer =
                new IsgFaults(target.settings().assumptions(), words -> target.strip(login, words)).answer(reply);
        if (answer instanceof IsgAnswer.Failed failed && failed.cause() == Cause.CREDENTIALS) {
            stop(connections, target, failed);
        }
        return answer;
    }
}
