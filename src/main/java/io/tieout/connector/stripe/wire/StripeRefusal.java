package io.tieout.connector.stripe.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.exception.StripeException;
import com.stripe.net.StripeResponse;
import io.tieout.connector.stripe.wire.StripeAnswer.Refused;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries an answer that is not 2xx out of stripe-java with its headers, which the library's own exceptions drop
 * ({@code Stripe-Should-Retry}, {@code Retry-After}).
 */
final class StripeRefusal extends StripeException {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,80}");
    private static final Pattern PERMISSION = Pattern.compile("\\b(?:rak_)?[a-z_]{2,60}_(?:read|write)\\b");

    private final transient StripeResponse response;

    StripeRefusal(StripeResponse response) {
        super("Stripe answered " + response.code(), "-", "-", response.code());
        this.response = response;
    }

    Refused answer() {
        JsonNode error = error();
        return new Refused(
                response.code(),
                !error.isMissingNode(),
                word(error.path("code").asText(error.path("type").asText())),
                word(error.path("param").asText()),
                permission(error.path("message").asText()),
                word(header("Request-Id").orElse("")),
                header("Stripe-Should-Retry").flatMap(StripeRefusal::truth),
                header("Retry-After"));
    }

    private JsonNode error() {
        try {
            return JSON.readTree(response.body()).path("error");
        } catch (JsonProcessingException e) {
            // A page of something between us and Stripe.
            return JSON.missingNode();
        }
    }

    private Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    private static Optional<Boolean> truth(String value) {
        return switch (value) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<String> permission(String message) {
        Matcher matcher = PERMISSION.matcher(message);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private static String word(String value) {
        return WORD.matcher(value).matches() ? value : "-";
    }
}
