package io.tieout.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The fields of a control call: a JSON object, or the form fields of a page's button. Every reader throws
 * IllegalArgumentException that names the field.
 */
public final class ControlForm {

    private final ObjectNode fields;

    private ControlForm(ObjectNode fields) {
        this.fields = fields;
    }

    /**
     * Reads the body of a call.
     *
     * @throws IllegalArgumentException when the body is neither a JSON object nor a form
     */
    public static ControlForm of(RoutingContext request) {
        ObjectNode fields = SandboxJson.MAPPER.createObjectNode();
        if (isForm(request)) {
            request.request().formAttributes().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
            return new ControlForm(fields);
        }
        String body = request.body().asString();
        if (body == null || body.isBlank()) {
            return new ControlForm(fields);
        }
        try {
            if (SandboxJson.MAPPER.readTree(body) instanceof ObjectNode object) {
                return new ControlForm(object);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("body: JSON that can be read is needed", e);
        }
        throw new IllegalArgumentException("body: a JSON object is needed");
    }

    static boolean isForm(RoutingContext request) {
        String type = request.request().getHeader("Content-Type");
        return type != null && type.startsWith("application/x-www-form-urlencoded");
    }

    /** The field's text, or empty when it is absent, null or blank. */
    public Optional<String> text(String field) {
        return Optional.ofNullable(fields.get(field))
                .filter(node -> !node.isNull())
                .map(JsonNode::asText)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    public String needed(String field) {
        return text(field).orElseThrow(() -> new IllegalArgumentException(field + ": is needed"));
    }

    public Optional<Long> number(String field) {
        return parsed(field, Long::valueOf, "a whole number");
    }

    public Optional<BigDecimal> decimal(String field) {
        return parsed(field, BigDecimal::new, "a decimal number");
    }

    public Optional<Boolean> flag(String field) {
        return parsed(field, ControlForm::flagOf, "true or false");
    }

    /** An ISO duration such as {@code PT5S}. */
    public Optional<Duration> duration(String field) {
        return parsed(field, Duration::parse, "an ISO duration such as PT5S");
    }

    public Optional<LocalDate> date(String field) {
        return parsed(field, LocalDate::parse, "a date such as 2026-11-21");
    }

    private <T> Optional<T> parsed(String field, Function<String, T> parser, String wanted) {
        try {
            return text(field).map(parser);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + wanted + " is needed", e);
        }
    }

    private static boolean flagOf(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
