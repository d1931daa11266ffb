package io.tieout.connector.stripe.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tieout.port.RetryLater;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Stripe object read strictly: what must be there is there and of its type, or the answer counts as garbled, which
 * is {@link RetryLater} with the field's name and never a value.
 *
 * @param node the JSON object
 * @param source the endpoint that answered, for messages
 */
public record StripeObject(JsonNode node, String source) {
    private static final ObjectReader READER =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public StripeObject {
        if (!node.isObject()) {
            throw RetryLater.failed(source + ": the answer is not the JSON object that it must be");
        }
    }

    /** Reads an answer of an endpoint. */
    public static StripeObject parse(byte[] json, String source) {
        try {
            return new StripeObject(READER.readTree(new String(json, StandardCharsets.UTF_8)), source);
        } catch (JsonProcessingException e) {
            throw RetryLater.failed(source + ": the answer is not JSON");
        }
    }

    public String text(String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw garbled(field);
        }
        return value.asText();
    }

    /** The text of a field that may be null, then empty. */
    public String textOrEmpty(String field) {
        JsonNode value = node.path(field);
        if (isAbsent(value)) {
            return "";
        }
        return value.isTextual() ? value.asText() : text(field);
    }

    public long integer(String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw garbled(field);
        }
        return value.longValue();
    }

    public boolean flag(String field) {
        JsonNode value = node.path(field);
        if (!value.isBoolean()) {
            throw garbled(field);
        }
        return value.booleanValue();
    }

    /** A time given in Unix seconds. */
    public Instant instant(String field) {
        try {
            return Instant.ofEpochSecond(integer(field));
        } catch (DateTimeException e) {
            throw garbled(field);
        }
    }

    /** The id in a field that holds an id, the object itself (expanded) or null. */
    public Optional<String> id(String field) {
        JsonNode value = node.path(field);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        return Optional.of(value.isObject() ? new StripeObject(value, source).text("id") : text(field));
    }

    /** The object in a field, absent when null. */
    public Optional<StripeObject> object(String field) {
        JsonNode value = node.path(field);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw garbled(field);
        }
        return Optional.of(new StripeObject(value, source));
    }

    /** The items of a list object. */
    public List<StripeObject> items() {
        JsonNode data = node.path("data");
        if (!data.isArray()) {
            throw garbled("data");
        }
        List<StripeObject> items = new ArrayList<>();
        data.forEach(item -> items.add(new StripeObject(item, source)));
        return items;
    }

    /** A map of texts, for example metadata; empty when null. */
    public Map<String, String> texts(String field) {
        Map<String, String> texts = new HashMap<>();
        object(field)
                .ifPresent(
                        map -> map.node().fieldNames().forEachRemaining(key -> texts.put(key, map.textOrEmpty(key))));
        return texts;
    }

    /** Prints no content: it may hold personal data. */
    @Override
    public String toString() {
        return "StripeObject[" + source + "]";
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private RetryLater garbled(String field) {
        return RetryLater.failed(source + ": the answer lacks a usable field '" + field + "'");
    }
}
