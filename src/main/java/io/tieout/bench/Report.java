package io.tieout.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The result of a bench, for people and for programs.
 *
 * @param at when it ended (UTC)
 * @param plan what was asked for
 * @param machine what it ran on
 * @param series what was measured
 */
public record Report(Instant at, Plan plan, Machine machine, List<Series> series) {

    private static final double DIGITS_COUNT = 10;

    public Report {
        series = List.copyOf(series);
    }

    /** A table in Markdown: one row a quantity, one column a run, and the median. */
    public String table() {
        String runs = IntStream.rangeClosed(1, plan.runs())
                .mapToObj(run -> " run " + run + " |")
                .collect(Collectors.joining());
        StringBuilder table = new StringBuilder("| Measured | Unit |" + runs + " Median |\n");
        table.append("|---|---|").append("---:|".repeat(plan.runs() + 1)).append('\n');
        for (Series one : series) {
            table.append("| ")
                    .append(one.what())
                    .append(" | ")
                    .append(one.unit())
                    .append(" |");
            one.runs().forEach(value -> table.append(' ').append(text(value)).append(" |"));
            // A quantity of all runs together has one value.
            table.append(" |".repeat(plan.runs() - one.runs().size()));
            table.append(' ').append(text(one.median())).append(" |\n");
        }
        return table.toString();
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value < DIGITS_COUNT ? "%.2f" : "%.1f", value);
    }

    /** The same as JSON, with the plan and the machine. */
    public String json() {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode report = json.createObjectNode();
        report.put("at", at.toString())
                .put("seconds", plan.door().toSeconds())
                .put("senders", DoorPart.SENDERS)
                .put("charges", plan.charges())
                .put("runs", plan.runs());
        report.putObject("machine")
                .put("cores", machine.cores())
                .put("heapMegabytes", machine.memoryMegabytes())
                .put("system", machine.system())
                .put("jdk", machine.jdk())
                .put("postgres", machine.postgres())
                .put("fileSystem", machine.fileSystem())
                .put("commit", machine.commit());
        ArrayNode measured = report.putArray("measured");
        for (Series one : series) {
            ObjectNode row = measured.addObject().put("what", one.what()).put("unit", one.unit());
            ArrayNode runs = row.putArray("runs");
            one.runs().forEach(runs::add);
            row.put("median", one.median());
        }
        try {
            return json.writeValueAsString(report) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
