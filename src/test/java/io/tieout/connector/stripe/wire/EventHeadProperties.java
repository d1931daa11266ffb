package io.tieout.connector.stripe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.WebhookVerifier.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** The head is what a reader that keeps the whole event says it is, whatever the bytes. */
class EventHeadProperties {
    private static final ObjectReader TREE =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String TELLING = "{}[]\",:\\ \n\t\u00000159eE.-+ntfu";
    private static final List<String> GOOD = List.of(
            "\"object\":\"event\"",
            "\"id\" : \"evt_1\"",
            "\"type\":\"charge.succeeded\"",
            "\"created\":1795253395",
            "\"data\": {\"object\":{\"id\":\"ch_1\",\"object\":\"charge\",\"name\":\"J\u00f6rg \u20ac \ud83d\ude00\"}}");
    private static final List<String> NAMES =
            List.of("object", "id", "type", "created", "data", "", "\\u0069d", "i\\u0064", "I\\u0064", "t\u00fcpe");
    private static final List<String> VALUES = List.of(
            "\"event\"",
            "\"\\u0065vent\"",
            "\"evt_2\"",
            "\"a.b\"",
            "\"\"",
            "\" \\t\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"evt_\\udc00\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\\x\"",
            "\"\u00e9\u20ac\ud83d\ude00\"",
            "\"" + "x".repeat(255) + "\"",
            "\"" + "x".repeat(256) + "\"",
            "\"" + "y".repeat(9000) + "\"",
            "null",
            "true",
            "fals",
            "NaN",
            "0",
            "-0",
            "-1",
            "01",
            "1.0",
            "1e3",
            "1e999999999",
            "1.",
            "253402300799",
            "253402300800",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1".repeat(1000),
            "1".repeat(1001),
            "0." + "1".repeat(1001),
            "[]",
            "{}",
            "[{\"id\":\"evt_3\"},1]",
            "{\"id\":\"evt_4\",\"object\":\"event\",\"type\":\"c.d\",\"created\":2}",
            nested(998),
            nested(999),
            nested(1000));

    /**
     * One step from a good document to a bad one.
     *
     * @param place where, counted from the beginning and around
     */
    record Change(Kind kind, int place, byte put) {
        /** What is done to one byte. */
        enum Kind {
            REPLACE,
            INSERT,
            DELETE,
            CUT,
            APPEND
        }

        byte[] applied(byte[] json) {
            int at = json.length == 0 ? 0 : Math.floorMod(place, json.length);
            ByteArrayOutputStream changed = new ByteArrayOutputStream();
            changed.write(json, 0, kind == Kind.APPEND ? json.length : at);
            if (kind == Kind.REPLACE || kind == Kind.INSERT || kind == Kind.APPEND) {
                changed.write(put);
            }
            int rest = kind == Kind.INSERT ? at : at + 1;
            if (kind != Kind.CUT && kind != Kind.APPEND && rest < json.length) {
                changed.write(json, rest, json.length - rest);
            }
            return changed.toByteArray();
        }
    }

    @Property(tries = 3000)
    void event_withOtherFields_isReadAsByTheTree(
            @ForAll("fields") List<String> before,
            @ForAll("good") List<String> good,
            @ForAll("fields") List<String> after) {
        same(event(before, good, after));
    }

    @Property(tries = 6000)
    void event_withChangedBytes_isReadAsByTheTree(
            @ForAll("fields") List<String> before,
            @ForAll("good") List<String> good,
            @ForAll("changes") List<Change> changes) {
        byte[] json = event(before, good, List.of());
        for (Change change : changes) {
            json = change.applied(json);
        }
        same(json);
    }

    @Property(tries = 1000)
    void body_ofAnyBytes_isReadAsByTheTree(@ForAll @Size(max = 40) byte[] body) {
        same(body);
    }

    @Example
    void body_thatIsOneValue_isReadAsByTheTree() {
        for (String value : VALUES) {
            same(bytes(value));
            same(bytes(" " + value + " "));
            same(bytes(value + " " + value));
        }
        same(bytes(""));
        same(bytes(" \n"));
    }

    @Example
    void event_inAnyEncoding_isReadAsByTheTree() {
        String event = "{" + String.join(",", GOOD) + "}";
        for (String name : List.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "ISO-8859-1")) {
            same(event.getBytes(Charset.forName(name)));
            same(("\ufeff" + event).getBytes(Charset.forName(name)));
            same((event + "\u0000").getBytes(Charset.forName(name)));
            byte[] whole = event.getBytes(Charset.forName(name));
            same(Arrays.copyOf(whole, whole.length - 1));
            for (int place = 0; place < 24; place++) {
                same(new Change(Change.Kind.REPLACE, place, (byte) 0x7f).applied(whole));
            }
        }
    }

    @Example
    void textThatIsNoUnicode_isRefusedByItsOwnReason() {
        byte[] beyond = "{\"a\":\"b\"}".getBytes(Charset.forName("UTF-32BE"));
        beyond[21] = 0x7f;

        assertThat(EventHead.read(beyond)).isEqualTo(new Verdict.Refused("the body is not UTF-8"));
        same(beyond);
    }

    /** As bytes in the database both would be the same question mark, and the second one a repetition of the first. */
    @Example
    void idsThatDifferInHalfACharacter_areNoIds() {
        for (String half : List.of("\\ud800", "\\udfff")) {
            byte[] json = event(List.of(), GOOD, List.of("\"id\":\"evt_" + half + "\""));

            assertThat(EventHead.read(json)).isEqualTo(new Verdict.Refused("the event has no usable field 'id'"));
        }
    }

    @Example
    void event_asStripeSendsIt_isGenuine() {
        assertThat(EventHead.read(event(List.of(), GOOD, List.of()))).isInstanceOf(Verdict.Genuine.class);
        assertThat(told(tree(event(List.of(), GOOD, List.of())))).startsWith("evt_1 charge.succeeded");
    }

    @Provide
    Arbitrary<List<String>> good() {
        return Arbitraries.shuffle(GOOD);
    }

    @Provide
    Arbitrary<List<String>> fields() {
        return Combinators.combine(Arbitraries.of(NAMES), Arbitraries.of(VALUES))
                .as((name, value) -> "\"" + name + "\":" + value)
                .list()
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Byte> put = Arbitraries.oneOf(
                Arbitraries.bytes(),
                Arbitraries.of(TELLING.chars().mapToObj(one -> (byte) one).toList()));
        return Combinators.combine(Arbitraries.of(Change.Kind.class), Arbitraries.integers(), put)
                .as(Change::new)
                .list()
                .ofMaxSize(3);
    }

    private static void same(byte[] json) {
        assertThat(told(EventHead.read(json)))
                .as(() -> new String(json, StandardCharsets.ISO_8859_1))
                .isEqualTo(told(tree(json)));
    }

    private static String told(Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            return refused.reason();
        }
        Notification event = ((Verdict.Genuine) verdict).notification();
        return event.id() + " " + event.type() + " " + event.created();
    }

    private static byte[] event(List<String> before, List<String> good, List<String> after) {
        List<String> fields = new ArrayList<>(before);
        fields.addAll(good);
        fields.addAll(after);
        return bytes("{" + String.join(",", fields) + "}");
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The reader that keeps the whole event. */
    private static Verdict tree(byte[] json) {
        JsonNode event;
        try {
            event = TREE.readTree(json);
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
        for (String field : List.of("id", "type")) {
            JsonNode value = event.path(field);
            String text = value.asText();
            boolean usable = value.isTextual() && !text.isBlank() && text.length() <= 255;
            // Half a surrogate pair comes back from UTF-8 as something else.
            if (!usable || !new String(bytes(text), StandardCharsets.UTF_8).equals(text)) {
                return new Verdict.Refused("the event has no usable field '" + field + "'");
            }
        }
        JsonNode created = event.path("created");
        boolean fits = created.isIntegralNumber() && created.canConvertToLong();
        if (!fits || created.longValue() < 0 || created.longValue() >= 253_402_300_800L) {
            return new Verdict.Refused("the event has no usable field 'created'");
        }
        return new Verdict.Genuine(new Notification(
                event.path("id").asText(),
                event.path("type").asText(),
                Instant.ofEpochSecond(created.longValue()),
                json));
    }
}
