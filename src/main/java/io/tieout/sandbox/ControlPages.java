package io.tieout.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.sandbox.SandboxPage.Field;
import io.tieout.sandbox.SandboxPage.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The page parts that every sandbox has: navigation, faults, clock, received calls, tables. */
public final class ControlPages {

    private static final int SHOWN = 200;

    private ControlPages() {}

    /** Links to the system's page and the shared ones. */
    public static List<Link> links() {
        return List.of(
                new Link("Overview", "/"),
                new Link("Faults and clock", "/_sandbox/desk"),
                new Link("Tables", "/_sandbox/view"));
    }

    /** Faults, clock, reset and what was received. */
    public static SandboxPage desk(String system, SandboxDesk desk) {
        SandboxPage page = new SandboxPage("Sandbox " + system + ": faults and clock").nav(links());
        faults(page, desk.faults());
        page.heading("Clock")
                .paragraph("The sandbox's own time is " + desk.clock().now() + " (UTC).");
        page.form("/_sandbox/clock", "Advance", List.of(Field.text("advance", "By (ISO duration)", "PT24H")));
        page.heading("Reset").form("/_sandbox/reset", "Empty and seed again", List.of());
        requests(page, desk.requests());
        return page;
    }

    private static void faults(SandboxPage page, Faults faults) {
        List<String> operations = new ArrayList<>(List.of(Faults.ANY));
        operations.addAll(faults.operations());
        page.heading("Faults")
                .table(
                        "Faults that are set",
                        List.of("Operation", "Fault", "Times", "Delay"),
                        faults.set().stream().map(ControlPages::cells).toList())
                .form(
                        "/_sandbox/faults",
                        "Set fault",
                        List.of(
                                Field.choice("operation", "Operation", operations),
                                Field.choice("fault", "Fault", faults.known()),
                                Field.text("times", "Times", "1"),
                                Field.text("delay", "Delay (ISO duration)", "PT5S")))
                .form("/_sandbox/faults/clear", "Clear all faults", List.of());
    }

    private static List<String> cells(Faults.Fault set) {
        return List.of(
                set.operation(),
                set.fault(),
                Integer.toString(set.times()),
                set.delay().toString());
    }

    private static void requests(SandboxPage page, RequestLog log) {
        List<RequestLog.Entry> all = log.all();
        List<List<String>> rows = newestFirst(all, SHOWN)
                .map(entry -> List.of(
                        entry.time().toString(),
                        entry.method(),
                        entry.path(),
                        entry.operation(),
                        entry.status() == null ? "none" : entry.status().toString(),
                        entry.fault() == null ? "" : entry.fault()))
                .toList();
        page.heading("Received calls")
                .table("Last calls", List.of("Time", "Method", "Path", "Operation", "Status", "Fault"), rows);
    }

    /** The last rows, at most so many, the newest before the others. */
    public static <R> Stream<R> newestFirst(List<R> rows, int most) {
        return IntStream.rangeClosed(1, Math.min(most, rows.size())).mapToObj(back -> rows.get(rows.size() - back));
    }

    /** All tables with their counts, as links. */
    static SandboxPage tables(String system, RowStore rows) {
        List<Link> tables = rows.tables().entrySet().stream()
                .map(table ->
                        new Link(table.getKey() + " (" + table.getValue() + ")", "/_sandbox/view/" + table.getKey()))
                .toList();
        return new SandboxPage("Sandbox " + system + ": tables").nav(links()).links(tables);
    }

    /** The newest rows of one table as they stand. */
    static SandboxPage table(String name, List<JsonNode> rows) {
        SandboxPage page = new SandboxPage(name).nav(links());
        if (rows.isEmpty()) {
            return page.paragraph("No rows.");
        }
        List<String> columns = new ArrayList<>();
        rows.get(0).fieldNames().forEachRemaining(columns::add);
        List<List<String>> cells = newestFirst(rows, SHOWN)
                .map(row ->
                        columns.stream().map(column -> cell(row.path(column))).toList())
                .toList();
        return page.paragraph(rows.size() + " rows; the newest " + cells.size() + " are shown.")
                .table(name, columns, cells);
    }

    private static String cell(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
