package io.tieout.connection;

import java.util.List;

/** A change that was not made, with the reason in words; nothing was saved. */
public final class ChangeRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient List<Problem> problems;

    /** Why not. */
    public enum Kind {
        /** What was sent must be mended: the problems name the fields. */
        INVALID,
        /** This tenant has no such thing. */
        UNKNOWN,
        /** Someone else has changed it, or holds the name. */
        CONFLICT,
        /** Someone has decided meanwhile: the text says who, what and when. */
        STALE,
        /** The change of something that exists must say which version it changes. */
        VERSION_NEEDED,
        /** A remote system that must be asked can't be asked now. */
        UNREACHABLE
    }

    /**
     * What is wrong with one field.
     *
     * @param field its place, for example {@code settings.accounts.credit}
     * @param message what is wrong and what to do
     */
    public record Problem(String field, String message) {}

    private ChangeRefused(Kind kind, String message, List<Problem> problems) {
        super(message);
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    public static ChangeRefused invalid(List<Problem> problems) {
        return new ChangeRefused(Kind.INVALID, text(problems), problems);
    }

    public static ChangeRefused invalid(String field, String message) {
        return invalid(List.of(new Problem(field, message)));
    }

    public static ChangeRefused unknown(String what, String name) {
        return new ChangeRefused(Kind.UNKNOWN, "there is no " + what + " '" + name + "'", List.of());
    }

    public static ChangeRefused conflict(String reason) {
        return new ChangeRefused(Kind.CONFLICT, reason, List.of());
    }

    /** The caller changes another version than the one that stands. */
    public static ChangeRefused staleVersion(int current) {
        return conflict("it has been changed meanwhile: read it again (its version is " + current + " now)");
    }

    /** Someone has decided meanwhile; {@code reason} says who, what and when. */
    public static ChangeRefused stale(String reason) {
        return new ChangeRefused(Kind.STALE, reason, List.of());
    }

    public static ChangeRefused versionNeeded(int current) {
        return new ChangeRefused(
                Kind.VERSION_NEEDED,
                "it exists with other content: send If-Match with the version that you change (now " + current + ")",
                List.of());
    }

    public static ChangeRefused unreachable(String reason) {
        return new ChangeRefused(Kind.UNREACHABLE, reason, List.of());
    }

    public Kind kind() {
        return kind;
    }

    /** The fields to mend, in the order in which they were found; empty for other kinds. */
    public List<Problem> problems() {
        return problems;
    }

    private static String text(List<Problem> problems) {
        return String.join(
                "; ",
                problems.stream()
                        .map(problem -> problem.field() + ": " + problem.message())
                        .toList());
    }
}
