package io.tieout.connector.stripe.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.WebhookVerifier.Verdict;
import java.io.IOException;
import java.time.Instant;

/**
 * Reads id, type and time of a Stripe event (object {@code event}, API v1) from its exact bytes.
 *
 * <p>What cannot be read is refused with a reason that names a field, never a value.
 */
public final class EventHead {
    private static final ObjectReader READER =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final long YEAR_10000 = 253_402_300_800L;
    private static final int LONGEST = 255;

    private EventHead() {}

    /** The notification that these bytes hold, with the bytes as payload. */
    public static Verdict read(byte[] json) {
        JsonNode event;
        try {
            event = READER.readTree(json);
        } catch (JsonProcessingException e) {
            return new Verdict.Refused("the body is not JSON in UTF-8");
        } catch (IOException e) {
            return new Verdict.Refused("the body is not UTF-8");
        }
        if (!event.isObject()) {
            return new Verdict.Refused("the body is not a JSON object");
        }
        if (!event.path("object").asText().equals("event")) {
            return new Verdict.Refused("the body is not a Stripe event: its field 'object' is not 'event'");
        }
        return head(event, json);
    }

    private static Verdict head(JsonNode event, byte[] json) {
        for (String field : new String[] {"id", "type"}) {
            JsonNode value = event.path(field);
            if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > LONGEST) {
                return new Verdict.Refused("the event has no usable field '" + field + "'");
            }
        }
        JsonNode created = event.path("created");
        if (!created.isIntegralNumber() || !created.canConvertToLong() || !isTime(created.longValue())) {
            return new Verdict.Refused("the event has no usable field 'created'");
        }
        return new Verdict.Genuine(new Notification(
                event.path("id").asText(),
                event.path("type").asText(),
                Instant.ofEpochSecond(created.longValue()),
                json));
    }

    private static boolean isTime(long seconds) {
        return seconds >= 0 && seconds < YEAR_10000;
    }
}
