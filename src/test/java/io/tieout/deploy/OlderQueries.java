package io.tieout.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements of one version of the program, as {@code src/test/resources/schema/<version>/queries.sql} keeps them:
 * a line each, {@code ?} for values, below the name of the class that sends them.
 *
 * @param statements with their classes, sorted
 */
record OlderQueries(Set<Statement> statements) {
    private static final Path FOLDER = Path.of("src/test/resources/schema");
    private static final Pattern INSERT = Pattern.compile("insert into (\\w+) ?\\(([^)]*)\\)", Pattern.CASE_INSENSITIVE);
    private static final String MANDATORY = """
            select column_name from information_schema.columns
            where table_schema = 'public' and table_name = ? and is_nullable = 'NO' and column_default is null
              and is_identity = 'NO' and is_generated = 'NEVER'""";

    OlderQueries {
        statements = new TreeSet<>(statements);
    }

    /**
     * A statement.
     *
     * @param sender the class that sends it
     */
    record Statement(String sender, String sql) implements Comparable<Statement> {
        @Override
        public int compareTo(Statement other) {
            int bySender = sender.compareTo(other.sender);
            return bySender != 0 ? bySender : sql.compareTo(other.sql);
        }

        @Override
        public String toString() {
            return sender + ": " + sql;
        }
    }

    /** The versions whose statements are kept. */
    static List<String> versions() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(String version) {
        return FOLDER.resolve(version).resolve("queries.sql");
    }

    static OlderQueries of(String version) {
        Set<Statement> statements = new TreeSet<>();
        String sender = "";
        for (String line : Kustomization.read(file(version)).lines().toList()) {
            if (line.startsWith("-- ")) {
                sender = line.substring(3);
            } else if (!line.isBlank()) {
                statements.add(new Statement(sender, line.substring(0, line.length() - 1)));
            }
        }
        return new OlderQueries(statements);
    }

    void write(String version) throws IOException {
        StringBuilder text = new StringBuilder();
        String sender = "";
        for (Statement statement : statements) {
            if (!statement.sender().equals(sender)) {
                sender = statement.sender();
                text.append(text.isEmpty() ? "" : "\n").append("-- ").append(sender).append('\n');
            }
            text.append(statement.sql()).append(";\n");
        }
        Files.createDirectories(file(version).getParent());
        Files.writeString(file(version), text);
    }

    /** What no longer works on the schema of a database, one line each. */
    List<String> brokenOn(Connection database) throws SQLException {
        List<String> findings = new ArrayList<>();
        for (Statement statement : statements) {
            findings.addAll(broken(database, statement));
        }
        return findings;
    }

    static Collection<String> broken(Connection database, Statement statement) throws SQLException {
        try (PreparedStatement prepared = database.prepareStatement(statement.sql())) {
            // The driver prepares on the server only when it is asked about the parameters.
            prepared.getParameterMetaData();
        } catch (SQLException e) {
            return List.of(statement + ": " + e.getMessage().lines().findFirst().orElse(""));
        }
        return unfilled(database, statement);
    }

    /** Columns that a row must have and an insert does not know. */
    private static List<String> unfilled(Connection database, Statement statement) throws SQLException {
        List<String> findings = new ArrayList<>();
        Matcher insert = INSERT.matcher(statement.sql());
        while (insert.find()) {
            Set<String> given = Stream.of(insert.group(2).split(","))
                    .map(column -> column.strip().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            for (String column : mandatory(database, insert.group(1))) {
                if (!given.contains(column)) {
                    findings.add(statement + ": gives no " + column + ", which " + insert.group(1) + " must have now");
                }
            }
        }
        return findings;
    }

    private static List<String> mandatory(Connection database, String table) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(MANDATORY)) {
            query.setString(1, table.toLowerCase(Locale.ROOT));
            List<String> columns = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            return columns;
        }
    }
}
