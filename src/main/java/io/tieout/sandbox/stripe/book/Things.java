package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.RowStore;
import io.tieout.sandbox.RowTable;
import io.tieout.sandbox.SandboxClock;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Operations;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All stored objects, one table for each {@link Kind}. Objects of the other mode do not exist for a call. */
public final class Things {

    static final String ORDER = "order";
    private static final String SHAPES = "/sandbox/stripe-objects.json";

    private final Map<Kind, RowTable<Row>> tables = new EnumMap<>(Kind.class);
    private final ObjectNode shapes = Operations.resource(SHAPES);
    private final SandboxClock clock;
    private final Ids ids;

    Things(RowStore rows, SandboxClock clock) {
        this.clock = clock;
        this.ids = new Ids(clock);
        for (Kind kind : Kind.values()) {
            RowTable<Row> table = rows.table(kind.table(), Row.class, Row::id);
            table.index(ORDER, Row::order);
            kind.lookups().forEach(field -> table.index(field, row -> row.text(field)));
            tables.put(kind, table);
        }
    }

    public Ids ids() {
        return ids;
    }

    /** Now, in Unix seconds of the sandbox's own clock. */
    public long now() {
        return clock.now().getEpochSecond();
    }

    /** A copy of an object's empty form: all fields that are always present, null or zero. */
    public ObjectNode shape(String name) {
        return shapes.path(name).isObject()
                ? ((ObjectNode) shapes.get(name)).deepCopy()
                : SandboxJson.MAPPER.createObjectNode();
    }

    /** A new object with id, time of creation and mode; not stored yet. */
    public ObjectNode fresh(Kind kind, boolean livemode) {
        ObjectNode json = shape(kind.object());
        json.put("id", ids.next(kind.prefix(), livemode)).put(Row.time(json), now());
        if (json.has("livemode")) {
            json.put("livemode", livemode);
        }
        return json;
    }

    /** Stores an object, which must not be changed afterwards. */
    public ObjectNode put(Kind kind, ObjectNode json) {
        table(kind).put(new Row(json));
        return json;
    }

    /** Stores a changed copy and answers it. */
    public ObjectNode change(Kind kind, String id, Consumer<ObjectNode> change) {
        ObjectNode copy = get(kind, id).deepCopy();
        change.accept(copy);
        return put(kind, copy);
    }

    public void remove(Kind kind, String id) {
        table(kind).remove(id);
    }

    public Optional<ObjectNode> find(Kind kind, String id) {
        return table(kind).get(id).map(row -> aged(kind, row.json()));
    }

    /** An object that is known to be there; the JSON is shared and must not be changed. */
    public ObjectNode get(Kind kind, String id) {
        return find(kind, id).orElseThrow(() -> new IllegalStateException("no " + kind.object() + " " + id));
    }

    /** Objects whose looked-up field equals the value, oldest first. */
    public List<ObjectNode> by(Kind kind, String field, String value) {
        return table(kind).byIndex(field, value).stream()
                .map(row -> aged(kind, row.json()))
                .toList();
    }

    public List<ObjectNode> all(Kind kind) {
        return table(kind).all().stream().map(row -> aged(kind, row.json())).toList();
    }

    /** The object that the call's path names, or 404. */
    public ObjectNode inPath(Kind kind, Call call) {
        return find(kind, call.id())
                .filter(json -> Ids.livemode(call.id()) == call.livemode())
                .orElseThrow(() -> StripeError.missing(unknown(kind, call.id(), call.livemode())));
    }

    /** The object that a parameter names, or 400. */
    public ObjectNode inParameter(Kind kind, String parameter, String id, boolean livemode) {
        return find(kind, id)
                .filter(json -> Ids.livemode(id) == livemode)
                .orElseThrow(() -> StripeError.parameter("resource_missing", parameter, unknown(kind, id, livemode)));
    }

    private String unknown(Kind kind, String id, boolean livemode) {
        String plain = "No such " + kind.object() + ": '" + id + "'";
        if (table(kind).get(id).isEmpty()) {
            return plain;
        }
        return plain + "; a similar object exists in " + (livemode ? "test" : "live") + " mode, but a "
                + (livemode ? "live" : "test") + " mode key was used to make this request.";
    }

    RowTable<Row> table(Kind kind) {
        RowTable<Row> table = tables.get(kind);
        if (table == null) {
            throw new IllegalStateException("no table for " + kind);
        }
        return table;
    }

    /** A balance transaction becomes available by the passing of time alone. */
    ObjectNode aged(Kind kind, ObjectNode json) {
        boolean due = kind == Kind.BALANCE_TRANSACTION
                && "pending".equals(json.path("status").asText())
                && json.path("available_on").asLong() <= now();
        return due ? json.deepCopy().put("status", "available") : json;
    }
}
