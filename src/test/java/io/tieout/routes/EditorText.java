package io.tieout.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a route file as the visual editor Kaoto does when somebody saves it: the comment lines at the head are kept and
 * all others lost, entries are ordered by their kind, and the rest is written anew by its YAML library with the rules of
 * YAML 1.1, in lines of about 80 characters. Checked by hand against that library (yaml 2.9.1).
 */
final class EditorText {
    private static final int WIDTH = 80;
    private static final List<String> KINDS = List.of(
            "restConfiguration",
            "rest",
            "errorHandler",
            "onException",
            "onCompletion",
            "intercept",
            "interceptFrom",
            "interceptSendToEndpoint",
            "routeConfiguration",
            "route",
            "beans");

    /** Where plain text would be read as something else: at its start, within, or at its end. */
    private static final Pattern SIGNS =
            Pattern.compile("^[\\n\\t ,\\[\\]{}#&*!|>'\"%@`].*|^[?-]([ \\t].*)?$|.*:[ \\t].*|.*[\\t ]#.*|.*[\\t :]$");

    /** What YAML 1.1 reads as nothing, yes or no, a number, a time of day, a date, or a merge. */
    private static final List<Pattern> OTHER_TYPES = List.of(
            Pattern.compile("~|[Nn]ull|NULL|<<|"),
            Pattern.compile("[Yy]|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON|[Nn]|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF"),
            Pattern.compile("[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)"),
            Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"),
            Pattern.compile("[-+]?([0-9][0-9_]*)?(\\.[0-9_]*)?[eE][-+]?[0-9]+"),
            Pattern.compile("[-+]?([0-9][0-9_]*)?\\.[0-9_]*"),
            Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?"),
            Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ \\t]+)[0-9].*)?"));

    private final StringBuilder out = new StringBuilder();

    private EditorText() {}

    /** The text of a file after it was opened and saved. */
    static String saved(RouteFile file) {
        EditorText text = new EditorText();
        text.out.append(head(file.text()));
        List<JsonNode> entries = new ArrayList<>();
        for (String kind : KINDS) {
            file.tree().forEach(entry -> {
                if (entry.has(kind)) {
                    entries.add(entry);
                }
            });
        }
        text.items(entries.iterator(), 0);
        return text.out.toString();
    }

    private static String head(String text) {
        return text.lines()
                .takeWhile(line -> line.isBlank() || line.strip().startsWith("#"))
                .map(line -> line.isBlank() ? "" : "#" + line.replaceFirst("#+", ""))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private void items(Iterator<JsonNode> items, int indent) {
        while (items.hasNext()) {
            out.append(" ".repeat(indent)).append("- ");
            JsonNode item = items.next();
            if (item.isObject() && !item.isEmpty()) {
                fields(item, indent + 2);
            } else {
                out.append(scalar(item, indent + 2, 0)).append('\n');
            }
        }
    }

    /** The first field follows the dash of its item, or begins the line that the caller has begun. */
    private void fields(JsonNode object, int indent) {
        boolean first = true;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            out.append(first ? "" : " ".repeat(indent))
                    .append(key(field.getKey()))
                    .append(':');
            first = false;
            value(field.getKey(), field.getValue(), indent);
        }
    }

    private void value(String key, JsonNode value, int indent) {
        if (value.isObject() && !value.isEmpty()) {
            out.append('\n').append(" ".repeat(indent + 2));
            fields(value, indent + 2);
        } else if (value.isArray() && !value.isEmpty()) {
            out.append('\n');
            items(value.iterator(), indent + 2);
        } else {
            out.append(' ').append(scalar(value, indent + 2, key.length() + 2)).append('\n');
        }
    }

    private static String key(String key) {
        return isPlain(key) ? key : quoted(key);
    }

    private static String scalar(JsonNode value, int indent, int before) {
        if (value.isContainerNode() || !value.isTextual()) {
            return value.toString();
        }
        String text = value.asText();
        if (isPlain(text)) {
            return folded(text, indent, before);
        }
        if (text.length() + 2 > WIDTH + 1 - indent) {
            throw new IllegalArgumentException("the editor folds long text in quotes: shorten " + text);
        }
        return quoted(text);
    }

    private static boolean isPlain(String text) {
        return !SIGNS.matcher(text).matches()
                && OTHER_TYPES.stream().noneMatch(type -> type.matcher(text).matches());
    }

    private static String quoted(String text) {
        boolean single = text.contains("\"") && !text.contains("'");
        return single ? "'" + text + "'" : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** A line ends at the last single blank within its width; the first line is measured without its indentation. */
    private static String folded(String text, int indent, int before) {
        int width = WIDTH + 1 - indent;
        if (text.length() <= width) {
            return text;
        }
        List<String> lines = new ArrayList<>();
        int start = 0;
        int end = WIDTH - before;
        while (text.length() > end) {
            int blank = lastBlank(text, start, end);
            if (blank < 0) {
                break;
            }
            lines.add(text.substring(start, blank));
            start = blank + 1;
            end = blank + width;
        }
        lines.add(text.substring(start));
        return String.join("\n" + " ".repeat(indent), lines);
    }

    private static int lastBlank(String text, int start, int end) {
        int within = text.lastIndexOf(' ', end);
        return within > start ? within : text.indexOf(' ', Math.max(end, start));
    }
}
