package io.tieout.connection;

import io.tieout.connection.ChangeRefused.Problem;
import io.tieout.connection.CustomerMapEditor.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a customer map from CSV (RFC 4180) with the header {@code customer,account,account_number}. */
final class CustomerCsv {
    private static final List<String> HEADER = List.of("customer", "account", "account_number");
    /** Enough to mend a file by; more would only fill the answer. */
    private static final int MOST_PROBLEMS = 100;

    private CustomerCsv() {}

    /** @throws ChangeRefused naming each line that must be mended, as {@code line 7} */
    static List<Entry> read(String csv) {
        List<Row> records = records(csv.startsWith("\uFEFF") ? csv.substring(1) : csv);
        if (records.isEmpty() || !records.get(0).fields().equals(HEADER)) {
            throw ChangeRefused.invalid("line 1", "must be the header " + String.join(",", HEADER));
        }
        List<Problem> problems = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Row read : records.subList(1, records.size())) {
            entry(read, seen, problems, entries);
        }
        if (!problems.isEmpty()) {
            throw ChangeRefused.invalid(problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)));
        }
        return entries;
    }

    private static void entry(Row read, Map<String, Integer> seen, List<Problem> problems, List<Entry> entries) {
        String line = "line " + read.line();
        if (!read.whole()) {
            problems.add(new Problem(line, "a quote is not closed, or stands inside a field without quotes"));
            return;
        }
        if (read.fields().size() != HEADER.size()) {
            problems.add(new Problem(
                    line,
                    "must have " + HEADER.size() + " fields, but has "
                            + read.fields().size()));
            return;
        }
        Entry entry = new Entry(
                read.fields().get(0), read.fields().get(1), read.fields().get(2));
        CustomerMapEditor.problems(entry)
                .forEach(problem -> problems.add(new Problem(line + ", " + problem.field(), problem.message())));
        Integer first = seen.putIfAbsent(entry.customer(), read.line());
        if (first != null) {
            problems.add(new Problem(line, "names the same customer as line " + first));
        }
        entries.add(entry);
    }

    /** One record, which begins on a line (from 1); not whole when its quotes are broken. */
    private record Row(int line, List<String> fields, boolean whole) {}

    private static List<Row> records(String csv) {
        List<Row> records = new ArrayList<>();
        int line = 1;
        int at = 0;
        while (at < csv.length()) {
            int end = endOfRecord(csv, at);
            String text = csv.substring(at, end);
            if (!text.isBlank()) {
                records.add(record(line, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
            }
            line += 1 + (int) text.chars().filter(c -> c == '\n').count();
            at = end + 1;
        }
        return records;
    }

    private static int endOfRecord(String csv, int from) {
        boolean quoted = false;
        for (int i = from; i < csv.length(); i++) {
            char c = csv.charAt(i);
            quoted = (c == '"') != quoted;
            if (c == '\n' && !quoted) {
                return i;
            }
        }
        return csv.length();
    }

    private static Row record(int line, String text) {
        List<String> fields = new ArrayList<>();
        boolean whole = true;
        int begin = 0;
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length();
            quoted = quoted != (!end && text.charAt(i) == '"');
            if (end || (text.charAt(i) == ',' && !quoted)) {
                String field = text.substring(begin, i).strip();
                whole &= wellQuoted(field);
                fields.add(unquoted(field));
                begin = i + 1;
            }
        }
        return new Row(line, fields, whole);
    }

    private static boolean wellQuoted(String field) {
        if (field.startsWith("\"")) {
            return field.length() > 1
                    && field.endsWith("\"")
                    && !field.substring(1, field.length() - 1)
                            .replace("\"\"", "")
                            .contains("\"");
        }
        return !field.contains("\"");
    }

    private static String unquoted(String field) {
        return field.length() > 1 && field.startsWith("\"") && field.endsWith("\"")
                ? field.substring(1, field.length() - 1).replace("\"\"", "\"")
                : field;
    }
}
