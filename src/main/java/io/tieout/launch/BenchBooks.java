package io.tieout.launch;

import io.tieout.bench.Books;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the database of a bench, and writes what lies in it from former years. */
record BenchBooks(PostgresAddress database) implements Books {

    private static final String GROW = "/bench/grow.sql";
    private static final String CONFIRMED = " from posting p where p.id > ? and p.state = 'CONFIRMED'";

    /** How a row becomes a value. */
    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** A tenant {@code bench}, and an administrator's token of it. */
    void letIn(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            run("insert into tenant (name) values ('bench')");
            run("insert into api_token (name, tenant, role, token_hash) values ('bench', 'bench', 'admin', '"
                    + HexFormat.of().formatHex(hash) + "')");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public long openItems() {
        return number("select count(*) from open_item where open");
    }

    @Override
    public Map<String, Long> postings() {
        Map<String, Long> postings = new TreeMap<>();
        read(
                "select state, reason, count(*) from posting where created_at > now() - interval '1 hour' group by 1, 2",
                row -> postings.put(row.getString(1) + " " + row.getString(2), row.getLong(3)));
        return postings;
    }

    @Override
    public long lastPosting() {
        return number("select coalesce(max(id), 0) from posting");
    }

    @Override
    public long confirmed(long after) {
        return read("select count(*)" + CONFIRMED, row -> row.getLong(1), after).get(0);
    }

    @Override
    public List<Way> ways(long after) {
        return read(
                """
                select (select min(e.received_at) from event_fact f join event e on e.id = f.event
                        where f.fact = p.fact_id),
                  (select min(a.at) from audit_entry a where a.fact_id = p.fact_id and a.action = 'posting.move'
                     and a.detail ->> 'to' = 'CONFIRMED')""" + CONFIRMED,
                row -> new Way(
                        row.getTimestamp(1).toInstant(), row.getTimestamp(2).toInstant()),
                after);
    }

    @Override
    public void grow(long facts) {
        try (InputStream script = BenchBooks.class.getResourceAsStream(GROW)) {
            if (script == null) {
                throw new IllegalStateException(GROW + " is not part of this program");
            }
            String statements = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            run(statements.replace(":facts", Long.toString(facts)));
            run("vacuum analyze");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long number(String query) {
        return read(query, row -> row.getLong(1)).get(0);
    }

    private <T> List<T> read(String query, Reading<T> reading, Object... values) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<T> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(reading.read(rows));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException("the database of the bench can't be read", e);
        }
    }

    private void run(String statements) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException("the database of the bench can't be written", e);
        }
    }
}
