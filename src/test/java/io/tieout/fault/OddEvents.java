package io.tieout.fault;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Bodies as no payment service sends them: an event of which fields are gone, doubled or of another kind, and whose
 * bytes are cut or spoiled. Some are events still.
 */
final class OddEvents {
    private static final int MOST_CHANGES = 3;
    /** Deeper than a reader of JSON goes, and so deep that one that goes by recursion has no stack left. */
    private static final int DEEP = 1_100;

    private static final int DEEPEST = 100_000;

    /** In some, the text that is the case's own is put for {@code $}: what is an id must be no other event's. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "fals",
            "NaN",
            "0",
            "-1",
            "01",
            "1785600000.5",
            "1e3",
            "1e999999999",
            "253402300799",
            "253402300800",
            "9223372036854775808",
            "9".repeat(999),
            "9".repeat(2_000),
            "\"\"",
            "\" \\t\"",
            "\"1785600000$\"",
            "\"$\\u0000\"",
            "\"\\u0000$\"",
            "\"$\u0000\"",
            "\"$\\ud800\"",
            "\"$\\udc00\\ud800\"",
            "\"\\ud83d\\ude00$\"",
            "\"$\\x\"",
            "\"$\\u00\"",
            "\"é€😀$'\\\"\\\\%_?{},NULL\"",
            "\"$" + "x".repeat(200) + "\"",
            "\"$" + "x".repeat(300) + "\"",
            "\"$" + "y".repeat(50_000) + "\"",
            "[]",
            "{}",
            "[\"$\"]",
            "{\"id\":\"$\",\"object\":\"event\"}",
            nested(900),
            nested(DEEP),
            nested(DEEPEST));

    private static final List<String> TYPES = List.of(
            "\"customer.updated\"", "\"charge.succeeded\"", "\"charge.refunded\"", "\"payment_intent.succeeded\"");
    private static final List<String> SUBJECTS = List.of(
            "{\"object\":{\"id\":\"cus_1\",\"object\":\"customer\"}}",
            "{\"object\":{\"id\":\"ch_$\",\"object\":\"charge\"}}",
            "{\"object\":{\"id\":\"pi_$\\u0000\",\"object\":\"payment_intent\"}}",
            "{\"object\":{\"id\":\"ch_$\\ud800\",\"object\":\"charge\",\"payment_intent\":\"pi_\\ud800\"}}",
            "{\"object\":{\"id\":7,\"object\":\"charge\",\"charge\":[]}}",
            "{\"object\":{\"object\":\"charge\",\"object\":\"refund\",\"charge\":\"../$?a=b#c\"}}",
            "{\"object\":[]}",
            "[]");
    private static final List<byte[]> NO_UTF_8 = List.of(
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0x80},
            new byte[] {(byte) 0xc0, (byte) 0x80},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80});

    private OddEvents() {}

    private record Field(String name, String value) {
        @Override
        public String toString() {
            return "\"" + name + "\":" + value;
        }
    }

    static byte[] draw(String id, RandomGenerator random) {
        List<Field> fields = new ArrayList<>(List.of(
                new Field("id", "\"$\""),
                new Field("object", "\"event\""),
                new Field("type", one(TYPES, random)),
                new Field("created", "1785600000"),
                new Field("account", random.nextBoolean() ? "null" : "\"acct_other\""),
                new Field("data", one(SUBJECTS, random))));
        for (int changes = random.nextInt(MOST_CHANGES); changes >= 0; changes--) {
            change(fields, random);
        }
        String text = fields.stream().map(Field::toString).collect(Collectors.joining(",", "{", "}"));
        return spoiled(text.replace("$", id), random);
    }

    private static void change(List<Field> fields, RandomGenerator random) {
        int place = random.nextInt(fields.size());
        Field field = fields.get(place);
        Field odd = new Field(field.name(), one(VALUES, random));
        switch (random.nextInt(5)) {
            case 0 -> {
                if (fields.size() > 1) {
                    fields.remove(place);
                }
            }
            case 1 -> fields.add(random.nextInt(fields.size()), odd);
            case 2 -> fields.add(random.nextInt(fields.size()), field);
            default -> fields.set(place, odd);
        }
    }

    private static byte[] spoiled(String text, RandomGenerator random) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        int place = random.nextInt(body.length);
        return switch (random.nextInt(16)) {
            case 0 -> spliced(body, place, new byte[0], body.length);
            case 1 -> spliced(body, place, new byte[] {(byte) random.nextInt(256)}, place + 1);
            case 2 -> spliced(body, place, new byte[] {(byte) random.nextInt(256)}, place);
            case 3 -> spliced(body, place, one(NO_UTF_8, random), place);
            case 4 -> spliced(body, place, new byte[0], place + 1 + random.nextInt(8));
            case 5 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            case 6 -> text.getBytes(StandardCharsets.UTF_16BE);
            case 7 -> (text + one(List.of(" \n", "}", "\u0000", text, ",{}"), random)).getBytes(StandardCharsets.UTF_8);
            default -> body;
        };
    }

    /** The body with other bytes from one place up to another. */
    private static byte[] spliced(byte[] body, int from, byte[] put, int to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(body, 0, from);
        bytes.writeBytes(put);
        int rest = Math.min(to, body.length);
        bytes.write(body, rest, body.length - rest);
        return bytes.toByteArray();
    }

    private static String nested(int deep) {
        return "[".repeat(deep) + "]".repeat(deep);
    }

    private static <T> T one(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }
}
