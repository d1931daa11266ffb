package io.tieout.sandbox;

import java.util.List;

/**
 * One HTML page in plain text: head with the shared style, then sections in the order they are added. Everything given
 * is escaped, except what was built by another page's {@link #body()}. No script is needed.
 */
public final class SandboxPage {

    private static final String STYLE = """
        :root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:80rem;
        padding:1rem}nav a{margin-right:1rem}table{border-collapse:collapse;margin:.5rem 0}
        th,td{border:1px solid #8888;padding:.2rem .5rem;text-align:left;vertical-align:top}
        .wide{overflow:auto;max-height:32rem;flex:1 1 100%}
        thead th{position:sticky;top:0;background:Canvas}form{margin:.5rem 0;display:flex;flex-wrap:wrap;gap:.75rem;align-items:end}
        label{display:flex;flex-direction:column;font-size:.875rem}input,select,button{font:inherit;padding:.2rem}
        """;

    /** One input of a form: its name, what the label says, the value shown at first, and what may be chosen. */
    public record Field(String name, String label, String value, List<String> choices) {

        public static Field text(String name, String label, String value) {
            return new Field(name, label, value, List.of());
        }

        public static Field choice(String name, String label, List<String> choices) {
            return new Field(name, label, "", choices);
        }
    }

    /** A link of the page's navigation. */
    public record Link(String label, String href) {}

    private final String title;
    private final StringBuilder body = new StringBuilder();

    public SandboxPage(String title) {
        this.title = title;
    }

    public SandboxPage nav(List<Link> links) {
        body.append("<nav aria-label=\"Sandbox\">");
        links.forEach(link -> body.append("<a href=\"")
                .append(escape(link.href()))
                .append("\">")
                .append(escape(link.label()))
                .append("</a>"));
        body.append("</nav>\n");
        return this;
    }

    /** A list of links in the text. */
    public SandboxPage links(List<Link> links) {
        body.append("<ul>");
        links.forEach(link -> body.append("<li><a href=\"")
                .append(escape(link.href()))
                .append("\">")
                .append(escape(link.label()))
                .append("</a></li>"));
        body.append("</ul>\n");
        return this;
    }

    public SandboxPage heading(String text) {
        body.append("<h2>").append(escape(text)).append("</h2>\n");
        return this;
    }

    public SandboxPage paragraph(String text) {
        body.append("<p>").append(escape(text)).append("</p>\n");
        return this;
    }

    /** A table with a caption; one list per row, as long as {@code columns}. */
    public SandboxPage table(String caption, List<String> columns, List<List<String>> rows) {
        body.append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(escape(caption))
                .append("\"><table><caption>")
                .append(escape(caption))
                .append("</caption><thead><tr>");
        columns.forEach(column ->
                body.append("<th scope=\"col\">").append(escape(column)).append("</th>"));
        body.append("</tr></thead><tbody>\n");
        rows.forEach(row -> {
            body.append("<tr>");
            row.forEach(cell -> body.append("<td>").append(escape(cell)).append("</td>"));
            body.append("</tr>\n");
        });
        body.append("</tbody></table></div>\n");
        return this;
    }

    /** A form that posts its fields to a control address; the button carries {@code label}. */
    public SandboxPage form(String action, String label, List<Field> fields) {
        body.append("<form method=\"post\" action=\"").append(escape(action)).append("\">");
        fields.forEach(this::field);
        body.append("<button>").append(escape(label)).append("</button></form>\n");
        return this;
    }

    private void field(Field field) {
        String name = escape(field.name());
        body.append("<label>").append(escape(field.label()));
        if (field.choices().isEmpty()) {
            body.append("<input name=\"").append(name).append("\" value=\"");
            body.append(escape(field.value())).append("\">");
        } else {
            body.append("<select name=\"").append(name).append("\">");
            field.choices()
                    .forEach(choice ->
                            body.append("<option>").append(escape(choice)).append("</option>"));
            body.append("</select>");
        }
        body.append("</label>");
    }

    /** Adds markup that the caller has built and escaped. */
    public SandboxPage markup(String trusted) {
        body.append(trusted);
        return this;
    }

    /** The sections alone, to put them into another page. */
    public String body() {
        return body.toString();
    }

    /** Adds the sections of another page. */
    public SandboxPage include(SandboxPage other) {
        body.append(other.body());
        return this;
    }

    public SandboxAnswer answer() {
        return SandboxAnswer.html(200, text());
    }

    public String text() {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" + escape(title)
                + "</title><style>" + STYLE + "</style></head><body><main><h1>" + escape(title) + "</h1>\n" + body
                + "</main></body></html>\n";
    }

    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
