package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxAnswer;
import io.tieout.sandbox.SandboxCall;
import io.tieout.sandbox.SandboxDesk;
import io.tieout.sandbox.SandboxJson;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The web tier of ISG REST: {@code POST /webservices/rest/<alias>/<method>/}, metadata, and the login services. The
 * alias is case-sensitive, the method is not. A caller that does not accept JSON gets XML.
 */
final class IsgGate {

    static final String ALIAS = "tieout";
    static final String COOKIE = "EBSDB";
    static final String METADATA = "METADATA";
    static final String LOGIN = "LOGIN";
    static final String LOGOUT = "LOGOUT";
    static final String INITIALIZE = "INITIALIZE";

    /** A path that leads to no deployed method. */
    static final String UNKNOWN = "UNKNOWN";

    static final List<String> OWN = List.of(METADATA, LOGIN, LOGOUT, INITIALIZE, UNKNOWN);

    private static final String ROOT = "/webservices/rest";

    private final EbsTables db;
    private final Users users;
    private final PackageCalls calls;
    private final SandboxDesk desk;

    IsgGate(EbsTables db, Users users, PackageCalls calls, SandboxDesk desk) {
        this.db = db;
        this.users = users;
        this.calls = calls;
        this.desk = desk;
    }

    void mount(Router router) {
        router.getWithRegex(ROOT + "/login/?").handler(desk.handle(LOGIN, guarded(this::login)));
        router.getWithRegex(ROOT + "/logout/?").handler(desk.handle(LOGOUT, guarded(this::logout)));
        router.postWithRegex(ROOT + "/initialize/?").handler(desk.handle(INITIALIZE, guarded(this::initialize)));
        router.getWithRegex(ROOT + "/(?<alias>[^/]+)/?").handler(desk.handle(METADATA, guarded(this::metadata)));
        router.postWithRegex(ROOT + "/(?<alias>[^/]+)/(?<method>[^/]+)/?").handler(this::delayed);
    }

    /** The configured latency comes before everything else, without holding a thread. */
    private void delayed(RoutingContext request) {
        long millis = db.settings().latency().toMillis();
        var handler = desk.handle(IsgGate::operation, guarded(this::call));
        if (millis == 0) {
            handler.handle(request);
        } else {
            desk.vertx().setTimer(millis, timer -> handler.handle(request));
        }
    }

    private static String operation(RoutingContext request) {
        String method = request.pathParam("method").toUpperCase(Locale.ROOT);
        return PackageCalls.NAMES.contains(method) ? method : UNKNOWN;
    }

    private SandboxCall guarded(Function<RoutingContext, SandboxAnswer> work) {
        return request -> {
            try {
                return work.apply(request);
            } catch (IsgFault fault) {
                return fault.answer(acceptsJson(request));
            }
        };
    }

    private static boolean acceptsJson(RoutingContext request) {
        String accept = request.request().getHeader("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("json");
    }

    private SandboxAnswer call(RoutingContext request) {
        String user = caller(request);
        String alias = deployed(request);
        String method = request.pathParam("method");
        PackageCalls.Call call = calls.find(method).orElseThrow(() -> IsgFault.unknownMethod(method));
        users.granted(user, call.name());
        CallInput input = new CallInput(IsgEnvelope.parameters(request.body().asString()), users.id(user));
        return IsgEnvelope.answer(alias, call.name(), calls.run(call, input), acceptsJson(request));
    }

    /** By token when its cookie is there, else by Basic authentication. */
    private String caller(RoutingContext request) {
        Optional<String> token = token(request);
        String authorization = request.request().getHeader("Authorization");
        if (token.isPresent() && authorization == null) {
            return users.byToken(token.get()).orElseThrow(IsgFault::notAuthenticated);
        }
        return users.basic(authorization);
    }

    private static Optional<String> token(RoutingContext request) {
        return Optional.ofNullable(request.request().getCookie(COOKIE)).map(Cookie::getValue);
    }

    private static String deployed(RoutingContext request) {
        String alias = request.pathParam("alias");
        if (!alias.equals(ALIAS)) {
            throw IsgFault.unknownAlias(alias);
        }
        return alias;
    }

    private SandboxAnswer metadata(RoutingContext request) {
        caller(request);
        deployed(request);
        String query = Optional.ofNullable(request.request().query()).orElse("");
        return IsgMetadata.answer(query, calls).orElseThrow(() -> IsgFault.unknownMethod("GET"));
    }

    private SandboxAnswer login(RoutingContext request) {
        tokensOnly();
        String user = users.basic(request.request().getHeader("Authorization"));
        String token = users.login(user);
        ObjectNode root = SandboxJson.MAPPER.createObjectNode();
        root.putObject("data")
                .put("accessToken", token)
                .put("accessTokenName", COOKIE)
                .put("ebsVersion", "12.2.0")
                .put("userName", user);
        return SandboxAnswer.json(200, root).with("Set-Cookie", COOKIE + "=" + token + "; Path=/; HttpOnly");
    }

    private void tokensOnly() {
        if (!db.settings().tokenLogin()) {
            throw IsgFault.unknownAlias("login");
        }
    }

    private SandboxAnswer logout(RoutingContext request) {
        tokensOnly();
        caller(request);
        token(request).ifPresent(users::logout);
        return SandboxAnswer.json(200, "{\"data\":{\"status\":\"SUCCESS\"}}");
    }

    /** Context of a session; the seeded user has one responsibility, so only its being there is checked. */
    private SandboxAnswer initialize(RoutingContext request) {
        tokensOnly();
        caller(request);
        String key = IsgEnvelope.read(
                        Optional.ofNullable(request.body().asString()).orElse(""))
                .path("data")
                .path("resp")
                .path("key")
                .asText("");
        IsgEnvelope.responsibility(key);
        return SandboxAnswer.json(200, "{\"data\":{\"status\":\"SUCCESS\"}}");
    }
}
