package io.tieout.routes;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.CommentEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Whether the text of a route file is what a visual editor would write, so that a save there makes no difference. */
final class RouteText {
    private final RouteFile file;
    private final List<String> findings = new ArrayList<>();
    private final List<String> anchors = new ArrayList<>();
    private boolean below;

    private RouteText(RouteFile file) {
        this.file = file;
    }

    /** What an editor would write otherwise, each with its line; it keeps no route from running. */
    static List<String> check(RouteFile file) {
        return read(file).findings;
    }

    /** Where anchors are used: what an anchor repeats is not seen by the other rules, so it is not run. */
    static List<String> anchors(RouteFile file) {
        return read(file).anchors;
    }

    private static RouteText read(RouteFile file) {
        RouteText text = new RouteText(file);
        text.checkBlanks();
        LoaderOptions options = new LoaderOptions();
        options.setProcessComments(true);
        for (Event event : new Yaml(options).parse(new StringReader(file.text()))) {
            text.check(event);
        }
        return text;
    }

    /** Two blanks a level; the dash of a list counts as one level. */
    private void checkBlanks() {
        int number = 0;
        int column = -2;
        boolean opened = true;
        for (String line : file.text().lines().toList()) {
            number++;
            if (line.contains("\t") || !line.equals(line.stripTrailing())) {
                add(number, "has a tab or blanks at its end: take them out");
            }
            String content = line.strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                int indent = line.length() - line.stripLeading().length();
                boolean deep = opened ? indent != column + 2 : indent > column + 2;
                if (deep || indent % 2 != 0) {
                    add(number, "is not indented by two blanks: indent each level by two");
                }
                column = content.startsWith("- ") ? indent + 2 : indent;
                opened = content.endsWith(":");
            }
        }
    }

    private void check(Event event) {
        int line = event.getStartMark().getLine() + 1;
        if (event instanceof CommentEvent comment) {
            boolean text = comment.getCommentType() != org.yaml.snakeyaml.comments.CommentType.BLANK_LINE;
            if (below && text) {
                add(line, "is a comment below the head: say it in a description");
            }
            return;
        }
        boolean anchored = event instanceof NodeEvent node && node.getAnchor() != null;
        if (anchored || event instanceof AliasEvent) {
            anchors.add(file.at(line) + "uses an anchor: write it out");
        }
        if (event instanceof CollectionStartEvent start) {
            checkStyle(start, line);
        }
        if (event instanceof ScalarEvent scalar && isQuotedNeedlessly(scalar)) {
            add(line, "has needless quotes: take them out");
        }
        below |= event instanceof CollectionStartEvent;
    }

    private void checkStyle(CollectionStartEvent start, int line) {
        if (start.getFlowStyle() == DumperOptions.FlowStyle.FLOW) {
            add(line, "uses brackets instead of lines: one line for each value");
        }
    }

    private static boolean isQuotedNeedlessly(ScalarEvent scalar) {
        boolean quoted = scalar.getScalarStyle() == DumperOptions.ScalarStyle.DOUBLE_QUOTED
                || scalar.getScalarStyle() == DumperOptions.ScalarStyle.SINGLE_QUOTED;
        return quoted && isPlain(scalar.getValue());
    }

    private static boolean isPlain(String value) {
        try {
            return value.equals(new Yaml(new SafeConstructor(new LoaderOptions())).load(value));
        } catch (YAMLException e) {
            return false;
        }
    }

    private void add(int line, String finding) {
        findings.add(file.at(line) + finding);
    }
}
