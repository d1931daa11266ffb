package io.tieout.api;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets a quote before it, as OWASP advises
 * (CSV Injection); numbers stay numbers, also below zero.
 */
final class CsvText {
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvText() {}

    /** One line with its end. */
    static String line(List<?> cells) {
        return cells.stream().map(CsvText::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(Object value) {
        String text = value.toString();
        if (value instanceof Number) {
            return text;
        }
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        boolean quoted = formula || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        String safe = formula ? "'" + text : text;
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
