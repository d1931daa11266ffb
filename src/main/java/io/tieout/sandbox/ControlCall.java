package io.tieout.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;

/** Runs one control call: a wrong field is a 400, and a page's button leads back to its page. */
final class ControlCall {

    private ControlCall() {}

    static SandboxAnswer run(RoutingContext request, Function<RoutingContext, SandboxAnswer> work) {
        try {
            SandboxAnswer answer = work.apply(request);
            return ControlForm.isForm(request) ? back(request) : answer;
        } catch (IllegalArgumentException e) {
            return SandboxAnswer.json(400, SandboxJson.text(Map.of("error", String.valueOf(e.getMessage()))));
        }
    }

    static void send(RoutingContext request, SandboxAnswer answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(answer.body()));
    }

    private static SandboxAnswer back(RoutingContext request) {
        String referer = request.request().getHeader("Referer");
        String path = referer == null ? "/" : URI.create(referer).getPath();
        return SandboxAnswer.of(303, "text/plain", "").with("Location", path);
    }
}
