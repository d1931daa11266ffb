package io.tieout.connector.stripe.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tieout.port.RetryLater;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.WebhookVerifier.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A page of {@code GET /v1/events}: each event keeps the exact bytes by which it was listed.
 *
 * @param events newest first, as listed
 * @param hasMore whether older ones follow
 */
public record EventList(List<Notification> events, boolean hasMore) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String GARBLED = "GET /v1/events: the answer is not a whole list of events";

    public EventList {
        events = List.copyOf(events);
    }

    /**
     * Reads a page.
     *
     * @throws RetryLater when it is cut or is no list of events
     */
    public static EventList parse(byte[] json) {
        List<Notification> events = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean hasMore = false;
        try (JsonParser parser = JSON.createParser(json)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                seen.add(field);
                JsonToken value = parser.nextToken();
                if (field.equals("data")) {
                    require(value == JsonToken.START_ARRAY);
                    readEvents(parser, json, events);
                } else if (field.equals("has_more")) {
                    require(value.isBoolean());
                    hasMore = parser.getBooleanValue();
                } else {
                    parser.skipChildren();
                }
            }
            require(parser.nextToken() == null);
        } catch (IOException e) {
            throw RetryLater.failed(GARBLED);
        }
        require(seen.containsAll(List.of("data", "has_more")));
        return new EventList(events, hasMore);
    }

    private static void readEvents(JsonParser parser, byte[] json, List<Notification> events) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.START_OBJECT);
            int start = (int) parser.currentTokenLocation().getByteOffset();
            EventHead head = EventHead.next(parser);
            int end = (int) parser.currentLocation().getByteOffset();
            Verdict verdict = head.verdict(object(json, start, end));
            require(verdict instanceof Verdict.Genuine);
            events.add(((Verdict.Genuine) verdict).notification());
        }
    }

    /** These bytes are kept and not read once more, so that they must be where the parser says. */
    private static byte[] object(byte[] json, int start, int end) {
        require(start >= 0 && start < end && end <= json.length);
        require(json[start] == '{' && json[end - 1] == '}');
        return Arrays.copyOfRange(json, start, end);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw RetryLater.failed(GARBLED);
        }
    }
}
