package io.tieout.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts that all sandboxes share, seen from outside over HTTP, with a system of one table. */
class SandboxHostTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    record Note(long id, String text) {}

    /** One table, one operation that adds a row. */
    static final class Notes implements Simulator {

        private final SandboxDesk desk;
        private final RowTable<Note> notes;

        Notes(SandboxDesk desk) {
            this.desk = desk;
            this.notes = desk.rows()
                    .table("NOTES", Note.class, note -> Long.toString(note.id()))
                    .index("text", Note::text);
        }

        @Override
        public String system() {
            return "notes";
        }

        @Override
        public void mount(Router router, SandboxDesk ignored) {
            router.post("/notes").handler(desk.handle("ADD", this::add));
        }

        private SandboxAnswer add(RoutingContext request) {
            return desk.rows().transaction(() -> {
                Note note = new Note(desk.rows().next("notes"), request.body().asString());
                notes.put(note);
                if (note.text().equals("bad")) {
                    throw new IllegalStateException("no");
                }
                return SandboxAnswer.json(200, SandboxJson.text(note));
            });
        }

        @Override
        public void seed() {
            notes.put(new Note(desk.rows().next("notes"), "seed"));
        }

        @Override
        public List<String> operations() {
            return List.of("ADD");
        }

        @Override
        public List<String> faults() {
            return List.of("own");
        }
    }

    private SandboxHost start() {
        return SandboxHost.start(
                Notes::new, new HostSettings("notes", 0, Optional.of(folder.resolve("notes.mv")), CLOCK));
    }

    @Test
    void rows_afterRestart_areThere() throws IOException {
        try (SandboxHost host = start()) {
            SandboxClient client = new SandboxClient(host.baseUrl());
            client.post("/notes", "first");
            client.post("/_sandbox/clock", "{\"advance\":\"PT24H\"}");
        }
        try (SandboxHost host = start()) {
            SandboxClient client = new SandboxClient(host.baseUrl());
            assertThat(client.table("NOTES").findValuesAsText("text")).containsExactly("seed", "first");
            assertThat(client.post("/_sandbox/clock", "{\"advance\":\"PT0S\"}").body())
                    .contains("2026-11-22T10:00:00Z");
            client.post("/notes", "second");
            assertThat(client.table("NOTES").findValuesAsText("id")).containsExactly("1", "2", "3");
        }
    }

    @Test
    void rows_inTheFileOfARunningHost_areWhatAKilledOneLeaves() throws IOException {
        Path copy = folder.resolve("copy.mv");
        try (SandboxHost host = start()) {
            new SandboxClient(host.baseUrl()).post("/notes", "first");
            Files.copy(folder.resolve("notes.mv"), copy);
        }
        HostSettings settings = new HostSettings("notes", 0, Optional.of(copy), CLOCK);
        try (SandboxHost host = SandboxHost.start(Notes::new, settings)) {
            assertThat(new SandboxClient(host.baseUrl()).table("NOTES?text=first"))
                    .hasSize(1);
        }
    }

    @Test
    void transaction_thatThrows_leavesNothing() throws IOException {
        try (SandboxHost host = start()) {
            SandboxClient client = new SandboxClient(host.baseUrl());
            assertThat(client.post("/notes", "bad").statusCode()).isEqualTo(500);
            client.post("/notes", "good");
            assertThat(client.table("NOTES").findValuesAsText("text")).containsExactly("seed", "good");
            assertThat(client.table("NOTES").findValuesAsText("id")).containsExactly("1", "2");
        }
    }

    @Test
    void reset_afterChanges_seedsAgain() throws IOException {
        try (SandboxHost host = start()) {
            SandboxClient client = new SandboxClient(host.baseUrl());
            client.post("/notes", "x");
            client.post("/_sandbox/reset", "");
            assertThat(client.table("NOTES").findValuesAsText("text")).containsExactly("seed");
            assertThat(client.json("/_sandbox/tables").get("NOTES").asInt()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"answer-lost,2", "lands-late,2", "reset,1", "half-page,2"})
    void fault_thatCuts_givesNoAnswer(String fault, int rows) throws IOException {
        try (SandboxHost host = start()) {
            SandboxClient client = new SandboxClient(host.baseUrl());
            setFault(client, fault);
            assertThatThrownBy(() -> client.post("/notes", "x")).isInstanceOf(IOException.class);
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(client.table("NOTES")).hasSize(rows));
            assertThat(client.post("/notes", "y").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "status-401,401,1",
        "status-429,429,1",
        "status-500,500,1",
        "html-503,503,1",
        "malformed,200,2",
        "latency,200,2"
    })
    void fault_thatAnswers_hasItsStatus(String fault, int status, int rows) throws IOException {
        try (SandboxHost host = start()) {
            SandboxClient client = new SandboxClient(host.baseUrl());
            setFault(client, fault);
            assertThat(client.post("/notes", "x").statusCode()).isEqualTo(status);
            assertThat(client.table("NOTES")).hasSize(rows);
            assertThat(client.json("/_sandbox/requests").get(0).get("fault").asText())
                    .isEqualTo(fault);
        }
    }

    private static void setFault(SandboxClient client, String fault) throws IOException {
        String body = "{\"operation\":\"ADD\",\"fault\":\"%s\",\"delay\":\"PT0.2S\"}".formatted(fault);
        assertThat(client.post("/_sandbox/faults", body).statusCode()).isEqualTo(200);
    }

    @Test
    void faults_unknown_areRefusedWithWhatIsKnown() throws IOException {
        try (SandboxHost host = start()) {
            SandboxClient client = new SandboxClient(host.baseUrl());
            assertThat(client.post("/_sandbox/faults", "{\"fault\":\"nonsense\"}")
                            .body())
                    .contains("fault: unknown")
                    .contains("own");
            assertThat(client.post("/_sandbox/faults", "{\"operation\":\"X\",\"fault\":\"reset\"}")
                            .body())
                    .contains("operation: unknown")
                    .contains("ADD");
        }
    }

    @Test
    void control_fromForeignOrigin_isRefused() throws IOException {
        try (SandboxHost host = start()) {
            SandboxClient client = new SandboxClient(host.baseUrl());
            assertThat(client.send(client.request("/_sandbox/tables").header("Origin", "http://evil.example"))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void pages_ofTheDesk_showFaultsAndRows() throws IOException {
        try (SandboxHost host = start()) {
            SandboxClient client = new SandboxClient(host.baseUrl());
            client.post("/notes", "<script>");
            assertThat(client.get("/_sandbox/desk").body())
                    .contains("answer-lost")
                    .contains("/notes");
            assertThat(client.get("/_sandbox/view/NOTES").body())
                    .contains("&lt;script&gt;")
                    .doesNotContain("<script>");
        }
    }

    @Test
    void start_onTakenPort_namesTheProperty() {
        try (SandboxHost host = start()) {
            HostSettings same = new HostSettings("notes", host.port(), Optional.empty(), CLOCK);
            assertThatThrownBy(() -> SandboxHost.start(Notes::new, same))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tieout.sandbox.notes.port");
        }
    }

    @Test
    void start_onAnOpenFile_saysSo() {
        try (SandboxHost host = start()) {
            assertThat(host.port()).isPositive();
            assertThatThrownBy(this::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("notes.mv");
        }
    }
}
