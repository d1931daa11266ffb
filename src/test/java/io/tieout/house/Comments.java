package io.tieout.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The comments of a Java source text, told apart from strings that only look like comments. */
final class Comments {
    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\"(?:\\\\.|(?!\"\"\").)*+\"\"\""
                    + "|\"(?:\\\\.|[^\"\\\\\n])*+\""
                    + "|'(?:\\\\.|[^'\\\\\n])*+'"
                    + "|/\\*(?:(?!\\*/).)*+\\*/"
                    + "|//[^\n]*",
            Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
    private static final Pattern CODE = Pattern.compile(
            "[\\w\\])>.\"]+.*[;{]\\s*$|^\\s*}\\s*(else|catch|finally)?.*$|^\\s*@\\w+(\\(.*\\))?\\s*$|^\\s*(import|return)\\s.*;$");

    private Comments() {}

    /** A comment's text without its marks, and the line, from 1, where it begins. */
    record Comment(int line, boolean doc, String text) {

        /** Whether somebody left work in it. */
        boolean hasMark() {
            return MARK.matcher(text).find();
        }

        /** Whether a line of it ends like a statement or opens a block; Javadoc may show samples. */
        boolean isCode() {
            return !doc && text.lines().map(String::strip).anyMatch(Comment::isCodeLine);
        }

        private static boolean isCodeLine(String line) {
            boolean shape = CODE.matcher(line).matches();
            boolean statement = line.matches(".*[=()].*[;{]$|^}.*|^@.*|^(import|return)\\s.*;$");
            return shape && statement;
        }
    }

    /** All comments in their order. */
    static List<Comment> of(String source) {
        List<Comment> found = new ArrayList<>();
        var matcher = TOKEN.matcher(source);
        while (matcher.find()) {
            MatchResult token = matcher.toMatchResult();
            if (token.group().startsWith("/")) {
                found.add(comment(source, token));
            }
        }
        return found;
    }

    private static Comment comment(String source, MatchResult token) {
        int line = 1
                + (int) source.substring(0, token.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        String raw = token.group();
        String text = raw.startsWith("//")
                ? raw.substring(2)
                : raw.substring(2, raw.length() - 2).replaceAll("(?m)^\\s*\\*+ ?", "");
        return new Comment(line, raw.startsWith("/**"), text);
    }
}
