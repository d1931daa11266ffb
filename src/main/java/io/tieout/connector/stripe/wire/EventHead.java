package io.tieout.connector.stripe.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.WebhookVerifier.Verdict;
import java.io.IOException;
import java.time.Instant;

/**
 * Reads id, type and time of a Stripe event (object {@code event}, API v1) from its exact bytes. The rest is looked
 * through for its form and not kept: every delivery passes here. Of a field that comes twice, the last one counts.
 *
 * <p>What cannot be read is refused with a reason that names a field, never a value.
 */
public final class EventHead {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long YEAR_10000 = 253_402_300_800L;
    private static final int LONGEST = 255;
    private static final long NO_TIME = -1;

    private String object = "";
    private String id = "";
    private String type = "";
    private long created = NO_TIME;

    private EventHead() {}

    /** The notification that these bytes hold, with the bytes as payload. */
    public static Verdict read(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            EventHead head = next(parser);
            if (parser.nextToken() != null) {
                return new Verdict.Refused("the body is not JSON in UTF-8");
            }
            return isObject ? head.verdict(json) : new Verdict.Refused("the body is not a JSON object");
        } catch (JsonProcessingException e) {
            return new Verdict.Refused("the body is not JSON in UTF-8");
        } catch (IOException e) {
            return new Verdict.Refused("the body is not UTF-8");
        }
    }

    /** Reads the value that begins at the parser's token, up to its end; what is no object has no field. */
    static EventHead next(JsonParser parser) throws IOException {
        EventHead head = new EventHead();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                head.take(field, parser);
                parser.skipChildren();
            }
        } else {
            parser.skipChildren();
        }
        return head;
    }

    private void take(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "object" -> object = text(parser);
            case "id" -> id = text(parser);
            case "type" -> type = text(parser);
            case "created" -> created = seconds(parser);
            default -> {
                // Of no use here.
            }
        }
    }

    private static String text(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
    }

    private static long seconds(JsonParser parser) throws IOException {
        boolean fits = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        return fits ? parser.getLongValue() : NO_TIME;
    }

    /** The notification, or what it lacks. */
    Verdict verdict(byte[] payload) {
        if (!object.equals("event")) {
            return new Verdict.Refused("the body is not a Stripe event: its field 'object' is not 'event'");
        }
        if (!isName(id)) {
            return new Verdict.Refused("the event has no usable field 'id'");
        }
        if (!isName(type)) {
            return new Verdict.Refused("the event has no usable field 'type'");
        }
        if (created < 0 || created >= YEAR_10000) {
            return new Verdict.Refused("the event has no usable field 'created'");
        }
        return new Verdict.Genuine(new Notification(id, type, Instant.ofEpochSecond(created), payload));
    }

    /** Half a surrogate pair has no bytes in UTF-8: two ids that differ in one would be stored as the same. */
    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST
                && text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }
}
