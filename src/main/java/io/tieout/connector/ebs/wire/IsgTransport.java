package io.tieout.connector.ebs.wire;

import io.tieout.remote.Breakers;
import io.tieout.remote.CallMeters;
import io.tieout.remote.HttpCalls;
import io.tieout.remote.HttpReply;
import io.tieout.remote.HttpRequest;
import io.tieout.remote.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;

/** Sends the gateway's two kinds of requests, each within the limits of its connection. */
@ApplicationScoped
class IsgTransport {
    private static final String JSON = "application/json";

    private final HttpCalls calls;
    private final Limits limits;
    private final Breakers breakers;

    IsgTransport(HttpCalls calls, Limits limits, Breakers breakers) {
        this.calls = calls;
        this.limits = limits;
        this.breakers = breakers;
    }

    /** Calls a procedure with one header that authenticates it. */
    HttpReply post(IsgTarget target, IsgCall call, Map.Entry<String, String> authentication) {
        Map<String, String> headers =
                Map.of("Content-Type", JSON, "Accept", JSON, authentication.getKey(), authentication.getValue());
        byte[] body = IsgEnvelope.of(target.settings(), call);
        return send(target, "POST", target.settings().address(call.procedure()), headers, body);
    }

    /** Asks for a token. */
    HttpReply login(IsgTarget target) {
        Map<String, String> headers = Map.of("Accept", JSON, "Authorization", target.basic());
        return send(target, "GET", target.settings().loginAddress(), headers, new byte[0]);
    }

    private HttpReply send(IsgTarget target, String method, URI uri, Map<String, String> headers, byte[] body) {
        HttpRequest request =
                new HttpRequest(method, uri, headers, body, target.settings().timeouts());
        return breakers.call(
                target.opened().id(),
                target.opened().name(),
                () -> send(target, request),
                reply -> reply instanceof HttpReply.Answered);
    }

    private HttpReply send(IsgTarget target, HttpRequest request) {
        Limits.Permit permit =
                limits.enter(target.opened().id(), target.settings().limit());
        try {
            return CallMeters.timed(target.opened().name(), () -> calls.exchange(request), CallMeters::outcome);
        } finally {
            permit.close();
        }
    }
}
