package io.tieout.connector.ebs.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A row, or the OUT parameters of a call, with the shapes that servers differ in taken alike: null as null, as
 * {@code {"@xsi:nil":"true"}}, as an empty text or as an absent field; numbers as text or number; one row as an object
 * or as an array of one; JSON as text or in place. Every reader throws {@link MalformedAnswer}.
 */
public final class IsgRow {
    private static final int LONGEST_SCALE = 30;
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})");
    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(T.*)?");

    private final JsonNode fields;

    IsgRow(JsonNode fields) {
        if (!fields.isObject()) {
            throw new MalformedAnswer("a row is not an object");
        }
        this.fields = fields;
    }

    /** A text, or a number in plain digits; empty for any kind of null. */
    public Optional<String> text(String name) {
        JsonNode node = fields.path(name);
        if (isNull(node)) {
            return Optional.empty();
        }
        if (node.isNumber()) {
            return Optional.of(plain(name, node.decimalValue()));
        }
        if (!node.isTextual()) {
            throw new MalformedAnswer(name + " is neither a text nor a number");
        }
        return Optional.of(node.textValue());
    }

    /** A text that must be there. */
    public String required(String name) {
        return text(name).orElseThrow(() -> new MalformedAnswer(name + " is missing"));
    }

    /** A whole number that must be there. */
    public long number(String name) {
        return Long.parseLong(matching(name, required(name), WHOLE));
    }

    /** An exact decimal, empty when null. */
    public Optional<BigDecimal> decimal(String name) {
        return text(name).map(text -> new BigDecimal(matching(name, text, DECIMAL)));
    }

    /** A calendar day as it is written, whatever zone may stand behind it: an Oracle DATE has none. */
    public Optional<LocalDate> date(String name) {
        return text(name).map(text -> {
            var matcher = DATE.matcher(text);
            if (!matcher.matches()) {
                throw new MalformedAnswer(name + " is not a date");
            }
            try {
                return LocalDate.parse(matcher.group(1));
            } catch (DateTimeException e) {
                throw new MalformedAnswer(name + " is not a date");
            }
        });
    }

    /** Whether a flag is {@code Y}; null is no. */
    public boolean flag(String name) {
        return text(name).filter("Y"::equals).isPresent();
    }

    /** The texts of a list; null is none. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            if (!element.isValueNode() || element.isNull()) {
                throw new MalformedAnswer(name + " holds something else than texts");
            }
            texts.add(element.asText());
        }
        return texts;
    }

    /** The rows of a table; null is none. */
    public List<IsgRow> rows(String name) {
        List<IsgRow> rows = new ArrayList<>();
        elements(name).forEach(element -> rows.add(new IsgRow(element)));
        return rows;
    }

    /** A row that must be there. */
    public IsgRow row(String name) {
        List<IsgRow> rows = rows(name);
        if (rows.size() != 1) {
            throw new MalformedAnswer(name + " is not one row");
        }
        return rows.get(0);
    }

    private List<JsonNode> elements(String name) {
        JsonNode node = parsed(name);
        List<JsonNode> elements = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(elements::add);
        } else if (!isNull(node) && !node.isEmpty()) {
            elements.add(node);
        } else if (!isNull(node) && node.isValueNode()) {
            throw new MalformedAnswer(name + " is not a table");
        }
        return elements;
    }

    private JsonNode parsed(String name) {
        JsonNode node = fields.path(name);
        if (node.isTextual() && !isNull(node)) {
            node = IsgJson.read(node.textValue())
                    .orElseThrow(() -> new MalformedAnswer(name + " is not JSON, or only a part of it"));
        }
        JsonNode items = node.path(name + "_ITEM");
        return items.isMissingNode() ? node : items;
    }

    private static String plain(String name, BigDecimal number) {
        // An exponent of millions would be written out as as many digits.
        if (Math.abs((long) number.scale()) > LONGEST_SCALE) {
            throw new MalformedAnswer(name + " is not a number as agreed");
        }
        return number.toPlainString();
    }

    private static boolean isNull(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().isEmpty())
                || (node.isObject() && node.path("@xsi:nil").asText().equals("true"));
    }

    private static String matching(String name, String text, Pattern form) {
        if (!form.matcher(text).matches()) {
            throw new MalformedAnswer(name + " is not a number as agreed");
        }
        return text;
    }
}
