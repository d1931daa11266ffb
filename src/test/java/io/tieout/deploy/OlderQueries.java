package io.tieout.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
 * a line each, {@code ?} for values, below the name of the class that sends them. Where a statement asks for all
 * columns, those that are read are named behind it.
 *
 * @param statements with their classes, sorted
 */
record OlderQueries(Set<Statement> statements) {
    private static final String READS = " -- reads ";
    private static final Path FOLDER = Path.of("src/test/resources/schema");
    private static final Pattern INSERT =
            Pattern.compile("insert into (\\w+) ?\\(([^)]*)\\)", Pattern.CASE_INSENSITIVE);
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
     * @param reads columns that are read of what it finds, where it does not name them itself
     */
    record Statement(String sender, String sql, Set<String> reads) implements Comparable<Statement> {
        Statement {
            reads = new TreeSet<>(reads);
        }

        @Override
        public int compareTo(Statement other) {
            return Comparator.comparing(Statement::sender)
                    .thenComparing(Statement::sql)
                    .compare(this, other);
        }

        private String line() {
            return sql + ";" + (reads.isEmpty() ? "" : READS + String.join(", ", reads)) + "\n";
        }

        private static Statement of(String sender, String line) {
            String[] parts = line.split(READS, 2);
            Set<String> reads = parts.length == 1 ? Set.of() : Set.of(parts[1].split(", ", -1));
            return new Statement(sender, parts[0].replaceAll(";$", ""), reads);
        }

        @Override
        public String toString() {
            return sender + ": " + sql;
        }
    }

    /** The versions whose statements are kept. */
    static List<String> versions() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
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
                statements.add(Statement.of(sender, line));
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
                text.append(text.isEmpty() ? "" : "\n")
                        .append("-- ")
                        .append(sender)
                        .append('\n');
            }
            text.append(statement.line());
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
            Set<String> missing = new TreeSet<>(statement.reads());
            missing.removeAll(columns(prepared));
            if (!missing.isEmpty()) {
                return List.of(statement + ": finds no " + String.join(", ", missing));
            }
        } catch (SQLException e) {
            return List.of(statement + ": " + e.getMessage().lines().findFirst().orElse(""));
        }
        return unfilled(database, statement);
    }

    private static Set<String> columns(PreparedStatement prepared) throws SQLException {
        Set<String> columns = new TreeSet<>();
        ResultSetMetaData found = prepared.getMetaData();
        for (int i = 1; found != null && i <= found.getColumnCount(); i++) {
            columns.add(found.getColumnLabel(i));
        }
        return columns;
    }

    /** Columns that a row must have and an insert does not know. */
    private static List<String> unfilled(Connection database, Statement statement) throws SQLException {
        List<String> findings = new ArrayList<>();
        Matcher insert = INSERT.matcher(statement.sql());
        while (insert.find()) {
            Set<String> given = Stream.of(insert.group(2).split(",", -1))
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
