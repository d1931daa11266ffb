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
        String text = sql.strip().replaceAll("\\s+", " ");
        String lower = text.toLowerCase(Locale.ROOT);
        if (DATA.matcher(lower).find() && TABLES.matcher(lower).find()) {
            sender().map(sender -> sender + "\t" + text).filter(seen::add).ifPresent(QueryRecord::keep);
        }
    }

    private static void keep(String line) {
        try {
            String name = UUID.nameUUIDFromBytes(line.getBytes(StandardCharsets.UTF_8)).toString();
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
