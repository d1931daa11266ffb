package io.tieout.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The private PostgreSQL against its ends: of its own, of its program, and of both. One data folder for all tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedPostgresIT {

    private Path temp;

    @BeforeAll
    void keep(@TempDir Path folder) {
        temp = folder;
    }

    @AfterEach
    void nothing_runs_on() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(servers()).isEmpty());
    }

    @Test
    void settings_of_a_started_server_are_durable_and_local() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home())) {
            assertThat(ask(postgres, "show fsync")).isEqualTo("on");
            assertThat(ask(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(postgres, "show full_page_writes")).isEqualTo("on");
            assertThat(ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(postgres, "show unix_socket_directories")).isEmpty();
            assertThat(ask(postgres, "show server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void password_is_for_the_owner_alone_and_not_printed() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home())) {
            Path file = home().resolve("password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(postgres.toString()).doesNotContain(Files.readString(file));
            PostgresAddress wrong = new PostgresAddress(
                    postgres.address().url(), postgres.address().user(), "wrong");
            assertThatThrownBy(wrong::connect).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void committed_row_after_kill_of_the_program_survives() throws Exception {
        Process program = holder();
        program.destroyForcibly().waitFor();
        assertRowSurvived();
    }

    @Test
    void committed_row_after_kill_of_program_guard_and_server_survives() throws Exception {
        Process program = holder();
        List<ProcessHandle> all = program.descendants().toList();
        program.destroyForcibly().waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
        assertRowSurvived();
    }

    @Test
    void server_without_program_and_guard_is_stopped_by_the_next_start() throws Exception {
        Process program = holder();
        List<ProcessHandle> guards = program.descendants()
                .filter(process -> !process.info().command().orElse("").endsWith("/postgres"))
                .toList();
        guards.forEach(ProcessHandle::destroyForcibly);
        program.destroyForcibly().waitFor();
        assertRowSurvived();
    }

    @Test
    void program_that_ends_by_itself_leaves_no_server() throws Exception {
        Process program = holder();
        program.getOutputStream().write('x');
        program.getOutputStream().flush();
        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isZero();
        assertRowSurvived();
    }

    @Test
    void folder_of_a_running_program_is_refused() throws Exception {
        Process program = holder();
        assertThatThrownBy(() -> FolderLock.take(home().toRealPath(), Duration.ofMillis(300)))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("TIEOUT_HOME");
        program.destroyForcibly().waitFor();
        assertRowSurvived();
    }

    @Test
    void note_of_a_crashed_server_whose_number_another_program_has_is_forgotten() throws Exception {
        EmbeddedPostgres.start(home()).close();
        Path note = home().resolve("data").resolve("postmaster.pid");
        Files.writeString(note, ProcessHandle.current().pid() + "\n" + home().resolve("data") + "\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home())) {
            assertThat(postgres.address().url()).startsWith("jdbc:postgresql://127.0.0.1:");
        }
    }

    private Path home() {
        return temp.resolve("postgres");
    }

    private Process holder() throws IOException {
        Process program = OwnJava.of("-Xmx128m", PostgresHolder.class, home().toString())
                .redirectError(Redirect.INHERIT)
                .start();
        BufferedReader answers = program.inputReader();
        assertThat(answers.readLine()).isEqualTo("committed");
        return program;
    }

    private void assertRowSurvived() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home())) {
            // Deleted, so that a row of one test is never taken for that of another.
            assertThat(ask(postgres, "with gone as (delete from kept returning 1) select count(*) from gone"))
                    .isEqualTo("1");
        }
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.address().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private List<String> servers() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains("postgres") && line.contains(home().toString()))
                .filter(line -> !line.contains(PostgresHolder.class.getName()))
                .toList();
    }
}
