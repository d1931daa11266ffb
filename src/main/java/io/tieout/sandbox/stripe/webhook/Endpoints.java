package io.tieout.sandbox.stripe.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.RowTable;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.stripe.book.Books;
import io.tieout.sandbox.stripe.book.Kind;
import io.tieout.sandbox.stripe.book.Things;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Webhook endpoints: only creation shows the signing secret; a roll keeps the old one for a day. */
public final class Endpoints {

    private static final int MOST = 16;
    private static final long ROLL_SECONDS = 24L * 3600;
    private static final String ENDPOINT = "endpoint";

    /** A signing secret of an endpoint; {@code expires} is null for the current one. */
    record Secret(
            String id,
            String endpoint,
            String value,
            @Nullable Instant expires) {

        @Override
        public String toString() {
            return "Secret[" + endpoint + "]";
        }
    }

    /** What a reset brings back: the endpoints stay, for the receivers know their secrets. */
    private record Kept(List<ObjectNode> endpoints, List<Secret> secrets) {}

    private final Books books;
    private final Things things;
    private final RowTable<Secret> secrets;
    private Kept kept;

    public Endpoints(Books books) {
        this.books = books;
        this.things = books.things();
        this.secrets =
                books.rows().table("webhook_secrets", Secret.class, Secret::id).index(ENDPOINT, Secret::endpoint);
        this.kept = current();
    }

    private Kept current() {
        return new Kept(things.all(Kind.WEBHOOK_ENDPOINT), secrets.all());
    }

    /** Puts the endpoints back after the tables were emptied. */
    public void restore() {
        kept.endpoints().forEach(endpoint -> things.put(Kind.WEBHOOK_ENDPOINT, endpoint));
        kept.secrets().forEach(secrets::put);
    }

    /** What serves an operation on endpoints, or empty for other operations. */
    public Optional<Function<Call, Answer>> serving(String operation) {
        return switch (operation) {
            case "POST /v1/webhook_endpoints" -> Optional.of(this::create);
            case "GET /v1/webhook_endpoints" ->
                Optional.of(call -> Answer.ok(books.lists().page(Kind.WEBHOOK_ENDPOINT, call, endpoint -> true)));
            case "GET /v1/webhook_endpoints/{id}" ->
                Optional.of(call -> Answer.ok(things.inPath(Kind.WEBHOOK_ENDPOINT, call)));
            case "POST /v1/webhook_endpoints/{id}" -> Optional.of(this::update);
            case "DELETE /v1/webhook_endpoints/{id}" -> Optional.of(this::delete);
            default -> Optional.empty();
        };
    }

    private Answer create(Call call) {
        List<ObjectNode> others = of(call.livemode());
        if (others.size() >= MOST) {
            throw StripeError.invalid("You have reached the maximum of " + MOST + " test webhook endpoints.");
        }
        ObjectNode endpoint = things.fresh(Kind.WEBHOOK_ENDPOINT, call.livemode());
        endpoint.put("url", checked(call, call.params().needed("url"))).put("status", "enabled");
        endpoint.put("api_version", call.params().text("api_version").orElse(null));
        apply(endpoint, call.params());
        things.put(Kind.WEBHOOK_ENDPOINT, endpoint);
        String secret = newSecret(endpoint.path("id").asText());
        kept = current();
        return Answer.ok(endpoint.deepCopy().put("secret", secret));
    }

    private String newSecret(String endpoint) {
        String value = "whsec_" + things.ids().letters(32);
        secrets.put(new Secret(things.ids().next("sec", false), endpoint, value, null));
        return value;
    }

    private static String checked(Call call, String url) {
        String scheme = scheme(url);
        if (call.livemode() && !"https".equals(scheme)) {
            throw StripeError.parameter("url_invalid", "url", "Invalid URL: URLs must be HTTPS in live mode.");
        }
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            throw StripeError.parameter(
                    "url_invalid", "url", "Invalid URL: An explicit scheme (such as https) must " + "be provided.");
        }
        return url;
    }

    private static String scheme(String url) {
        try {
            return String.valueOf(URI.create(url).getScheme());
        } catch (IllegalArgumentException e) {
            throw StripeError.parameter("url_invalid", "url", "Not a valid URL");
        }
    }

    private static void apply(ObjectNode endpoint, Params params) {
        if (params.has("enabled_events")) {
            ArrayNode events = endpoint.putArray("enabled_events");
            params.texts("enabled_events").forEach(events::add);
        }
        if (params.has("description")) {
            endpoint.put("description", params.text("description").orElse(null));
        }
        endpoint.set("metadata", params.metadata((ObjectNode) endpoint.get("metadata")));
    }

    private Answer update(Call call) {
        things.inPath(Kind.WEBHOOK_ENDPOINT, call);
        ObjectNode after = things.change(Kind.WEBHOOK_ENDPOINT, call.id(), endpoint -> {
            apply(endpoint, call.params());
            call.params().text("url").ifPresent(url -> endpoint.put("url", checked(call, url)));
            call.params()
                    .flag("disabled")
                    .ifPresent(disabled -> endpoint.put("status", disabled ? "disabled" : "enabled"));
        });
        kept = current();
        return Answer.ok(after);
    }

    private Answer delete(Call call) {
        things.inPath(Kind.WEBHOOK_ENDPOINT, call);
        things.remove(Kind.WEBHOOK_ENDPOINT, call.id());
        secrets.byIndex(ENDPOINT, call.id()).forEach(secret -> secrets.remove(secret.id()));
        kept = current();
        return Answer.ok(SandboxJson.MAPPER
                .createObjectNode()
                .put("id", call.id())
                .put("object", "webhook_endpoint")
                .put("deleted", true));
    }

    /** Gives the endpoint a new secret; deliveries of the next day are signed with the old one too. */
    public String roll(String id) {
        if (things.find(Kind.WEBHOOK_ENDPOINT, id).isEmpty()) {
            throw new IllegalArgumentException("id: no such webhook endpoint");
        }
        Instant expires = Instant.ofEpochSecond(things.now() + ROLL_SECONDS);
        secrets.byIndex(ENDPOINT, id).stream()
                .filter(secret -> secret.expires() == null)
                .forEach(secret -> secrets.put(new Secret(secret.id(), id, secret.value(), expires)));
        String value = newSecret(id);
        kept = current();
        return value;
    }

    /** The endpoints of a mode. */
    List<ObjectNode> of(boolean livemode) {
        return things.all(Kind.WEBHOOK_ENDPOINT).stream()
                .filter(endpoint -> endpoint.path("livemode").asBoolean() == livemode)
                .toList();
    }

    /** The secrets that sign now. */
    List<String> signing(String endpoint) {
        Instant now = Instant.ofEpochSecond(things.now());
        return secrets.byIndex(ENDPOINT, endpoint).stream()
                .filter(secret -> secret.expires() == null || secret.expires().isAfter(now))
                .map(Secret::value)
                .toList();
    }
}
