package io.tieout.connector.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.port.NeedsPerson;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * The settings of a connection to Stripe (schema: {@code schema/connection-stripe.json}).
 *
 * @param account the Stripe account that the key belongs to, {@code acct_...}
 * @param livemode whether the key is a live one
 * @param requestsPerSecond calls a second over all processes; by default 25 in test mode, 100 in live mode
 * @param callsAtOnce calls at once over all processes; by default 16
 * @param connectTimeout longest wait for a connection; by default 5 seconds
 * @param readTimeout longest wait for bytes of an answer; by default 30 seconds
 * @param signatureTolerance greatest age of a delivery's signature; by default 300 seconds, zero: any age
 */
public record StripeSettings(
        String account,
        boolean livemode,
        int requestsPerSecond,
        int callsAtOnce,
        Duration connectTimeout,
        Duration readTimeout,
        Duration signatureTolerance) {

    private static final Pattern ACCOUNT = Pattern.compile("acct_[A-Za-z0-9_]{1,250}");
    private static final int TEST_RATE = 25;
    private static final int LIVE_RATE = 100;
    private static final int DEFAULT_AT_ONCE = 16;
    private static final int HIGHEST = 1_000;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration LONGEST_TOLERANCE = Duration.ofDays(30);

    /**
     * Reads the settings of a connection.
     *
     * @throws NeedsPerson naming the first wrong field and what it must be
     */
    public static StripeSettings of(JsonNode settings) {
        boolean livemode = livemode(settings);
        return new StripeSettings(
                account(settings),
                livemode,
                number(settings, "requestsPerSecond", livemode ? LIVE_RATE : TEST_RATE),
                number(settings, "callsAtOnce", DEFAULT_AT_ONCE),
                wait(settings, "connectTimeout", Duration.ofSeconds(5)),
                wait(settings, "readTimeout", Duration.ofSeconds(30)),
                tolerance(settings));
    }

    private static String account(JsonNode settings) {
        JsonNode value = settings.path("account");
        if (!value.isTextual() || !ACCOUNT.matcher(value.asText()).matches()) {
            throw wrong("account", "set it to the id of the Stripe account, acct_...");
        }
        return value.asText();
    }

    private static boolean livemode(JsonNode settings) {
        JsonNode value = settings.path("livemode");
        if (!value.isBoolean()) {
            throw wrong("livemode", "set it to true for a live key, false for a test key");
        }
        return value.booleanValue();
    }

    private static int number(JsonNode settings, String field, int byDefault) {
        JsonNode value = settings.path(field);
        if (absent(value)) {
            return byDefault;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 1
                || value.intValue() > HIGHEST) {
            throw wrong(field, "set it to a whole number from 1 to " + HIGHEST);
        }
        return value.intValue();
    }

    private static Duration wait(JsonNode settings, String field, Duration byDefault) {
        Duration value = duration(settings, field, byDefault);
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST_WAIT) > 0) {
            throw wrong(field, "set it to a duration from PT0.001S to " + LONGEST_WAIT);
        }
        return value;
    }

    private static Duration tolerance(JsonNode settings) {
        Duration value = duration(settings, "signatureTolerance", Duration.ofMinutes(5));
        if (value.isNegative() || value.compareTo(LONGEST_TOLERANCE) > 0) {
            throw wrong("signatureTolerance", "set it to a duration from PT0S (no age test) to " + LONGEST_TOLERANCE);
        }
        return value;
    }

    private static Duration duration(JsonNode settings, String field, Duration byDefault) {
        JsonNode value = settings.path(field);
        if (absent(value)) {
            return byDefault;
        }
        try {
            return Duration.parse(value.asText());
        } catch (DateTimeParseException e) {
            throw wrong(field, "set it to an ISO 8601 duration, for example " + byDefault);
        }
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static NeedsPerson wrong(String field, String fix) {
        return new NeedsPerson("the setting '" + field + "' of the Stripe connection is missing or wrong: " + fix);
    }
}
