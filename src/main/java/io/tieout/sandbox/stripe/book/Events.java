package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/** Makes events, each with a snapshot of its object, and hands them to the webhooks. */
public final class Events {

    /** The version in which events are rendered: the one that stripe-java 33.3.0 pins. */
    public static final String VERSION = "2026-07-29.dahlia";

    private static final long KEPT_SECONDS = 30L * 24 * 3600;

    private final Things things;
    private final Lists lists;
    private ToIntFunction<ObjectNode> webhooks = event -> 0;

    Events(Things things, Lists lists) {
        this.things = things;
        this.lists = lists;
    }

    /** Names who plans the deliveries of an event and says to how many endpoints it goes. Set once, at the start. */
    public void deliverWith(ToIntFunction<ObjectNode> plan) {
        webhooks = plan;
    }

    void emit(Call call, String type, ObjectNode object) {
        emit(call, type, object, Optional.empty());
    }

    /** An event of a change: the fields that differ from {@code before} are its previous attributes. */
    void updated(Call call, String type, ObjectNode before, ObjectNode after) {
        ObjectNode previous = SandboxJson.MAPPER.createObjectNode();
        before.properties().forEach(field -> {
            JsonNode now = after.get(field.getKey());
            if (!field.getValue().equals(now)) {
                previous.set(field.getKey(), changed(field.getValue(), now));
            }
        });
        emit(call, type, after, Optional.of(previous));
    }

    private static JsonNode changed(JsonNode before, JsonNode after) {
        if (!(before instanceof ObjectNode old) || !(after instanceof ObjectNode now)) {
            return before;
        }
        ObjectNode previous = SandboxJson.MAPPER.createObjectNode();
        Set<String> names = new TreeSet<>();
        old.fieldNames().forEachRemaining(names::add);
        now.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (!old.path(name).equals(now.path(name))) {
                previous.set(name, old.has(name) ? old.get(name) : previous.nullNode());
            }
        }
        return previous;
    }

    private void emit(Call call, String type, ObjectNode object, Optional<ObjectNode> previous) {
        ObjectNode event = things.fresh(Kind.EVENT, call.livemode());
        event.put("api_version", VERSION).put("type", type);
        ObjectNode data = event.putObject("data");
        data.set("object", object);
        previous.ifPresent(attributes -> data.set("previous_attributes", attributes));
        ObjectNode request = event.putObject("request");
        request.put("id", call.requestId().orElse(null));
        request.put("idempotency_key", call.idempotencyKey().orElse(null));
        event.put("pending_webhooks", webhooks.applyAsInt(event));
        things.put(Kind.EVENT, event);
    }

    Answer list(Call call) {
        Params params = call.params();
        List<String> types = params.texts("types");
        long oldest = things.now() - KEPT_SECONDS;
        return Answer.ok(lists.page(
                Kind.EVENT,
                call,
                event -> event.path("created").asLong() >= oldest
                        && params.text("type").map(type -> fits(type, event)).orElse(true)
                        && (types.isEmpty() || types.stream().anyMatch(type -> fits(type, event)))
                        && params.flag("delivery_success")
                                .map(success -> success
                                        == (event.path("pending_webhooks").asInt() == 0))
                                .orElse(true)));
    }

    private static boolean fits(String pattern, ObjectNode event) {
        String type = event.path("type").asText();
        return pattern.endsWith(".*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern);
    }
}
