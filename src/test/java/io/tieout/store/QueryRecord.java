package io.tieout.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The statements that the program itself sends to the database, not the tests beside it; one file each under
 * {@code target/queries}, with the class that sends it.
 */
public final class QueryRecord {
    /** Switches the recording on, when the application is built for its tests. */
    static final String SWITCH = "tieout.queries.record";

    private static final Path FOLDER = Path.of("target", "queries");
    private static final Path PROGRAM = Path.of("target", "classes");
    private static final Pattern DATA = Pattern.compile("^(select|insert|update|delete|with)\\b");
    private static final Pattern TABLES = Pattern.compile("\\b(from|into|update|join)\\b|\\w\\(");

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** Keeps a statement with {@code ?} for its values. */
    void sent(String sql) {
        String text = plain(sql);
        String lower = text.toLowerCase(Locale.ROOT);
        // The way to the sender is long: it is looked for once.
        if (DATA.matcher(lower).find() && TABLES.matcher(lower).find() && !seen.contains(text)) {
            sender().ifPresent(sender -> {
                write(sender + "\t" + text + "\t");
                seen.add(text);
            });
        }
    }

    /** Keeps that a column is read of what a statement finds, where the statement does not name its columns itself. */
    void read(String sql, String column) {
        String text = plain(sql);
        if (text.contains("*") && seen.contains(text) && seen.add(column + "\t" + text)) {
            write("\t" + text + "\t" + column);
        }
    }

    private static String plain(String sql) {
        return sql.strip().replaceAll("\\s+", " ");
    }

    private static void write(String line) {
        try {
            String name = UUID.nameUUIDFromBytes(line.getBytes(StandardCharsets.UTF_8))
                    .toString();
            Files.writeString(Files.createDirectories(FOLDER).resolve(name), line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class nearest to the database, when it is one of the program's. */
    private static Optional<String> sender() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .map(name -> name.replaceAll("(\\$|_Subclass|_ClientProxy).*", ""))
                        .filter(name -> name.startsWith("io.tieout."))
                        .filter(name -> !name.equals(Database.class.getName()))
                        .filter(name -> !name.startsWith(QueryRecord.class.getPackageName() + ".Recording")
                                && !name.equals(QueryRecord.class.getName()))
                        .findFirst())
                .filter(name -> Files.exists(PROGRAM.resolve(name.replace('.', '/') + ".class")));
    }
}
