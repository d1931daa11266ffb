package io.tieout.house;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that a README shows, held against those that the continuous build runs. */
final class Readme {
    private static final Pattern BLOCK =
            Pattern.compile("^```(?:sh|bash|shell|console)[ \\t]*\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern OPEN_LINES = Pattern.compile("\\\\\\n\\s*|'[^']*'");

    private Readme() {}

    /** Commands in shell blocks; in a console block only the lines behind the prompt. Continued lines are joined. */
    static List<String> commands(String readme) {
        List<String> commands = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(readme);
        while (blocks.find()) {
            boolean console = blocks.group().startsWith("```console");
            joined(blocks.group(1))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .filter(line -> !console || line.startsWith("$ "))
                    .map(line -> line.startsWith("$ ") ? line.substring(2) : line)
                    .forEach(commands::add);
        }
        return commands;
    }

    /** One command in one line: without the ends of lines that a backslash or an open single quote continues. */
    private static String joined(String text) {
        return OPEN_LINES
                .matcher(text)
                .replaceAll(piece -> Matcher.quoteReplacement(
                        piece.group().startsWith("\\") ? "" : piece.group().replaceAll("\\n\\s*", " ")));
    }

    /** Commands that neither the script runs, line by line, nor the list of those run by hand names. */
    static Set<String> unproven(String readme, String script, String byHand) {
        Set<String> left = new LinkedHashSet<>(commands(readme));
        for (String known : List.of(script, byHand)) {
            joined(known).lines().map(String::strip).forEach(left::remove);
        }
        return left;
    }
}
