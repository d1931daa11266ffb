package io.tieout.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.launch.PostgresAddress;
import io.tieout.store.TestDatabase;
import io.tieout.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** While a new version rolls out, the one before works on its schema: migrations expand first, and contract later. */
class OlderVersionTest {
    private static final Path RECORDED = Path.of("target/queries");
    private static final Path PROGRAM = Path.of("src/main/java");
    private static final Pattern SENDS = Pattern.compile("\\.(createQuery|createUpdate|prepareBatch|createCall)\\(");
    /** The command {@code keys rotate} sends these from a process of its own, where no recorder stands. */
    private static final Set<String> UNWATCHED = Set.of("io.tieout.store.keys.SealedRows");

    private static final PostgresAddress MIGRATED = TestDatabase.migrated();

    static List<String> versions() {
        return OlderQueries.versions();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void queries_ofAnEarlierVersion_workOnTheNewSchema(String version) throws SQLException {
        OlderQueries queries = OlderQueries.of(version);

        assertThat(queries.statements()).hasSizeGreaterThan(50);
        try (Connection database = MIGRATED.connect()) {
            assertThat(queries.brokenOn(database)).isEmpty();
        }
    }

    @Test
    void classes_thatSendStatements_areInTheRecordOfThisVersion() throws IOException {
        Set<String> recorded = latest().statements().stream()
                .map(OlderQueries.Statement::sender)
                .collect(Collectors.toSet());

        assertThat(senders())
                .hasSizeGreaterThan(30)
                .as("classes of the store without a recorded statement: run .ci/record-queries")
                .isSubsetOf(recorded);
    }

    private static List<String> senders() throws IOException {
        try (Stream<Path> files = Files.walk(PROGRAM.resolve("io/tieout/store"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> SENDS.matcher(Kustomization.read(file)).find())
                    .map(file -> PROGRAM.relativize(file)
                            .toString()
                            .replace(".java", "")
                            .replace('/', '.'))
                    .filter(name -> !UNWATCHED.contains(name))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table posting drop column flag",
                "alter table posting rename column reason to why",
                "alter table event rename to notification",
                "alter table audit_entry drop column actor",
                "alter table fact alter column version type text",
                "alter table posting add column region text not null",
                "drop table watermark cascade",
                "drop function event_payload_months"
            })
    void change_thatContracts_isFound(String change) throws SQLException {
        assertThat(after(change)).isNotEmpty();
    }

    /** Most rows are asked for as a whole: what is read of them decides. */
    @Test
    void column_thatIsOnlyReadOfWholeRows_isFoundMissing() throws SQLException {
        assertThat(after("alter table ledger_period drop column adjusting"))
                .anyMatch(finding -> finding.contains("finds no adjusting"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table posting add column region text",
                "alter table posting add column region text not null default 'x'",
                "create table region (name text primary key)",
                "create index posting_by_region on posting (flag)"
            })
    void change_thatExpands_isTaken(String change) throws SQLException {
        assertThat(after(change)).isEmpty();
    }

    @Test
    void migration_thatDropsAColumn_isFoundWithTheStatementsThatNeedIt() throws SQLException {
        PostgresAddress address = TestPostgres.newDatabase();
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:db/migration", "filesystem:src/test/resources/contracting")
                .load()
                .migrate();

        try (Connection database = address.connect()) {
            assertThat(latest().brokenOn(database))
                    .anyMatch(
                            finding -> finding.startsWith("io.tieout.store.posting.Postings: update posting set state")
                                    && finding.contains("original_date"));
        }
    }

    /** Written by {@code .ci/record-queries}, after a run of the tests that recorded. */
    @Test
    @EnabledIfSystemProperty(named = "tieout.queries.write", matches = "true")
    void recorded_statements_areKeptForTheComingVersion() throws SQLException, IOException {
        String version = new ImageFile().projectVersion().replace("-SNAPSHOT", "");
        Map<List<String>, Set<String>> found = recorded();
        assertThat(found).as("statements under " + RECORDED).hasSizeGreaterThan(50);
        try (Connection database = MIGRATED.connect()) {
            assertThat(queries(found).brokenOn(database)).isEmpty();
            if (Files.exists(OlderQueries.file(version))) {
                for (OlderQueries.Statement before : OlderQueries.of(version).statements()) {
                    if (OlderQueries.broken(database, before).isEmpty() && inTheProgram(before.sender())) {
                        found.computeIfAbsent(List.of(before.sender(), before.sql()), key -> new TreeSet<>())
                                .addAll(before.reads());
                    }
                }
            }
        }
        queries(found).write(version);
    }

    private static boolean inTheProgram(String sender) {
        return Files.exists(Path.of("target/classes", sender.replace('.', '/') + ".class"));
    }

    /** Columns that were read, by sender and statement. */
    private static Map<List<String>, Set<String>> recorded() throws IOException {
        Map<List<String>, Set<String>> found = new HashMap<>();
        Map<String, Set<String>> reads = new HashMap<>();
        try (Stream<Path> files = Files.list(RECORDED)) {
            files.map(file -> Kustomization.read(file).split("\t", -1)).forEach(parts -> {
                Set<String> ofStatement = reads.computeIfAbsent(parts[1], key -> new TreeSet<>());
                if (parts[0].isEmpty()) {
                    ofStatement.add(parts[2]);
                } else {
                    found.put(List.of(parts[0], parts[1]), ofStatement);
                }
            });
        }
        return found;
    }

    private static OlderQueries queries(Map<List<String>, Set<String>> found) {
        return new OlderQueries(found.entrySet().stream()
                .map(entry -> new OlderQueries.Statement(
                        entry.getKey().get(0), entry.getKey().get(1), entry.getValue()))
                .collect(Collectors.toSet()));
    }

    private static OlderQueries latest() {
        List<String> versions = OlderQueries.versions();
        return OlderQueries.of(versions.get(versions.size() - 1));
    }

    /** What a change breaks; it is taken back. */
    private static List<String> after(String change) throws SQLException {
        try (Connection database = MIGRATED.connect()) {
            database.setAutoCommit(false);
            try (Statement statement = database.createStatement()) {
                statement.execute(change);
                return eachApart(database);
            } finally {
                database.rollback();
            }
        }
    }

    /** A failed statement ends a transaction's work, so each is tried behind a savepoint. */
    private static List<String> eachApart(Connection database) throws SQLException {
        List<String> findings = new ArrayList<>();
        for (OlderQueries.Statement each : latest().statements()) {
            var before = database.setSavepoint();
            findings.addAll(OlderQueries.broken(database, each));
            database.rollback(before);
        }
        return findings;
    }
}
