package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import io.tieout.sandbox.stripe.wire.StripeError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Pages of a list, newest first, with cursors and a created filter (docs.stripe.com/api/pagination). */
public final class Lists {

    private static final int CHUNK = 200;
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAXIMUM = 100;
    private static final long FAR = 99_999_999_999L;

    private final Things things;

    Lists(Things things) {
        this.things = things;
    }

    /** Open bounds in {@link Row#order()}, and where the walk starts. */
    private record Window(String above, String below, boolean upwards, int limit) {}

    /** The page that the call asks for. */
    public ObjectNode page(Kind kind, Call call, Predicate<ObjectNode> wanted) {
        Params params = call.params();
        Window window = window(kind, call);
        Predicate<ObjectNode> filter = wanted.and(lookups(kind, params))
                .and(json -> !json.path("deleted").asBoolean());
        List<ObjectNode> found = first(kind, call, window, filter);
        boolean more = found.size() > window.limit();
        List<ObjectNode> page = new ArrayList<>(found.subList(0, Math.min(found.size(), window.limit())));
        if (window.upwards()) {
            Collections.reverse(page);
        }
        return envelope(page, more, kind.url());
    }

    /** A list object around some items. */
    public static ObjectNode envelope(List<ObjectNode> items, boolean more, String url) {
        ObjectNode list = SandboxJson.MAPPER.createObjectNode().put("object", "list");
        list.putArray("data").addAll(items);
        return list.put("has_more", more).put("url", url);
    }

    private List<ObjectNode> first(Kind kind, Call call, Window window, Predicate<ObjectNode> filter) {
        Optional<List<ObjectNode>> narrow = kind.lookups().stream()
                .filter(field -> value(call.params(), field).isPresent())
                .findFirst()
                .map(field -> things.by(kind, field, value(call.params(), field).orElseThrow()));
        return narrow.map(rows -> within(rows, window, filter)).orElseGet(() -> walk(kind, window, filter));
    }

    private static List<ObjectNode> within(List<ObjectNode> rows, Window window, Predicate<ObjectNode> filter) {
        Comparator<ObjectNode> rising = Comparator.comparing(Lists::order);
        return rows.stream()
                .filter(json -> order(json).compareTo(window.above()) > 0)
                .filter(json -> order(json).compareTo(window.below()) < 0)
                .filter(filter)
                .sorted(window.upwards() ? rising : rising.reversed())
                .limit(window.limit() + 1L)
                .toList();
    }

    private List<ObjectNode> walk(Kind kind, Window window, Predicate<ObjectNode> filter) {
        List<ObjectNode> found = new ArrayList<>();
        String at = window.upwards() ? window.above() : window.below();
        while (found.size() <= window.limit()) {
            List<Row> rows = window.upwards()
                    ? things.table(kind).after(Things.ORDER, at, CHUNK)
                    : things.table(kind).before(Things.ORDER, at, CHUNK);
            for (Row row : rows) {
                at = row.order();
                if (at.compareTo(window.above()) <= 0 || at.compareTo(window.below()) >= 0) {
                    return found;
                }
                ObjectNode json = things.aged(kind, row.json());
                if (filter.test(json) && found.size() <= window.limit()) {
                    found.add(json);
                }
            }
            if (rows.size() < CHUNK) {
                return found;
            }
        }
        return found;
    }

    private static String order(ObjectNode json) {
        return new Row(json).order();
    }

    private Window window(Kind kind, Call call) {
        Params params = call.params();
        if (params.has("starting_after") && params.has("ending_before")) {
            throw StripeError.invalid("You cannot parameterize `starting_after` and `ending_before`.");
        }
        String above = Row.order(call.livemode(), least(params, "created"));
        String below = Row.order(call.livemode(), Math.min(FAR, most(params, "created")) + 1);
        Optional<String> after = cursor(kind, call, "starting_after");
        Optional<String> before = cursor(kind, call, "ending_before");
        String lowest = before.filter(order -> order.compareTo(above) > 0).orElse(above);
        String highest = after.filter(order -> order.compareTo(below) < 0).orElse(below);
        return new Window(lowest, highest, before.isPresent(), limit(params));
    }

    private Optional<String> cursor(Kind kind, Call call, String parameter) {
        return call.params().text(parameter).map(id -> order(things.inParameter(kind, parameter, id, call.livemode())));
    }

    private static int limit(Params params) {
        long limit = params.number("limit").orElse(DEFAULT_LIMIT);
        if (limit < 1 || limit > MAXIMUM) {
            throw StripeError.parameter(
                    "parameter_invalid_integer",
                    "limit",
                    limit < 1
                            ? "This value must be greater than or equal to 1."
                            : "This value must be less than or equal to " + MAXIMUM + ".");
        }
        return (int) limit;
    }

    /** Whether a time field lies in the range that a parameter asks for. */
    static boolean inRange(Params params, String parameter, long value) {
        return value >= least(params, parameter) && value <= most(params, parameter);
    }

    private static long least(Params params, String name) {
        Params range = params.below(name);
        long gte = range.number("gte").orElse(0);
        long gt = range.number("gt").orElse(-1) + 1;
        return params.tree().path(name).isTextual() ? params.neededNumber(name) : Math.max(Math.max(gte, gt), 0);
    }

    private static long most(Params params, String name) {
        Params range = params.below(name);
        long lte = range.number("lte").orElse(FAR);
        long lt = range.number("lt").orElse(FAR + 1) - 1;
        return params.tree().path(name).isTextual() ? params.neededNumber(name) : Math.min(lte, lt);
    }

    /** All plain filters at once: parameters that are named like a field. */
    private static Predicate<ObjectNode> lookups(Kind kind, Params params) {
        return json -> kind.lookups().stream()
                .allMatch(field -> value(params, field)
                        .map(value -> new Row(json).text(field).equals(value))
                        .orElse(true));
    }

    private static Optional<String> value(Params params, String field) {
        int dot = field.indexOf('.');
        Params at = dot < 0 ? params : params.below(field.substring(0, dot));
        return at.text(field.substring(dot + 1));
    }

    /** A filter on a field that has the parameter's name. */
    static Predicate<ObjectNode> equal(Params params, String field) {
        return json -> params.text(field)
                .map(value -> json.path(field).asText().equals(value))
                .orElse(true);
    }

    static boolean isNull(JsonNode json, String field) {
        return json.path(field).isNull() || json.path(field).isMissingNode();
    }
}
