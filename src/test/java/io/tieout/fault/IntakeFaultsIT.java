package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A door while its database is away, crashes, is held up or has no connection left, and while strangers crowd it: never
 * a 2xx without the event on disk, never another 5xx than 503, and all is well again without a restart.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeFaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 16;
    private static final int SOME = 100;
    private static final int CROWD = 5_000;
    private static final long MOST_KIBIBYTES = 900L << 10;

    private DoorHouse house;

    @BeforeAll
    void start() throws Exception {
        house = new DoorHouse("intake", DoorHouse.Storage.USUAL);
    }

    @AfterAll
    void end() {
        house.close();
    }

    @Test
    void databaseStopped_andStarted_losesNothing() throws Exception {
        try (Deliveries deliveries = Deliveries.begin(house.door(), AT_ONCE)) {
            awaitAccepted(deliveries, SOME);
            house.stopDatabase();
            awaitRefused(deliveries);
            house.startDatabase();
            awaitAccepted(deliveries, deliveries.accepted().size() + SOME);
            deliveries.close();
            assertNothingLost(deliveries);
        }
    }

    @Test
    void databaseThatCrashesAgainAndAgain_losesNothing() throws Exception {
        try (Deliveries deliveries = Deliveries.begin(house.door(), AT_ONCE)) {
            for (int crash = 0; crash < 3; crash++) {
                awaitAccepted(deliveries, deliveries.accepted().size() + SOME);
                house.crashDatabase();
                awaitRefused(deliveries);
                house.startDatabase();
            }
            awaitAccepted(deliveries, deliveries.accepted().size() + SOME);
            deliveries.close();
            assertNothingLost(deliveries);
        }
    }

    /** Nobody is told anything until the commit is there. */
    @Test
    void commitsThatAreHeldUp_areWaitedFor() throws Exception {
        Deliveries deliveries = Deliveries.begin(house.door(), AT_ONCE);
        awaitAccepted(deliveries, SOME);
        int before;
        try (Connection blocker = house.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table event_seen in access exclusive mode");
            await().atMost(PATIENCE)
                    .until(() -> house.number("select count(*) from pg_locks where not granted"
                                    + " and relation = 'event_seen'::regclass")
                            > 0);
            assertNothingLost(deliveries);
            before = deliveries.accepted().size();
            blocker.rollback();
        }
        awaitAccepted(deliveries, before + SOME);
        deliveries.close();
        assertNothingLost(deliveries);
    }

    @Test
    void databaseWithoutAConnectionLeft_losesNothing() throws Exception {
        List<Connection> hog = new ArrayList<>();
        try (Deliveries deliveries = Deliveries.begin(house.door(), AT_ONCE)) {
            awaitAccepted(deliveries, SOME);
            int refused = deliveries.count(503);
            try {
                await().atMost(PATIENCE).until(() -> {
                    takeAll(hog);
                    return deliveries.count(503) > refused;
                });
            } finally {
                for (Connection one : hog) {
                    one.close();
                }
            }
            awaitAccepted(deliveries, deliveries.accepted().size() + SOME);
            deliveries.close();
            assertNothingLost(deliveries);
        }
    }

    /** Takes all connections that the server gives, those of the program among them. */
    private void takeAll(List<Connection> hog) {
        try {
            while (true) {
                Connection one = house.connect();
                hog.add(one);
                try (Statement statement = one.createStatement()) {
                    statement.execute(
                            "select pg_terminate_backend(pid) from pg_stat_activity"
                                    + " where datname = 'intake' and application_name not like 'hog%' and pid <> pg_backend_pid()");
                    statement.execute("set application_name = 'hog'");
                }
            }
        } catch (SQLException full) {
            assertThat(hog).isNotEmpty();
        }
    }

    /** Thousands begin a request and never end it; a genuine one is answered as ever, and the memory is bounded. */
    @Test
    void crowdOfRequestsThatNeverEnd_shutsNobodyOut() throws Exception {
        Process crowd = crowd(CROWD, 1);
        try {
            BufferedReader said = crowd.inputReader();
            assertThat(said.readLine()).isEqualTo("open");
            Deliveries deliveries = Deliveries.begin(house.door(), AT_ONCE);
            awaitAccepted(deliveries, 10 * SOME);
            deliveries.close();
            assertNothingLost(deliveries);
            assertThat(deliveries.statuses()).containsExactly(200);
            assertThat(house.process().peakKibibytes()).isLessThan(MOST_KIBIBYTES);
            assertThat(said.readLine()).as("nobody keeps a connection for ever").isEqualTo("ended");
            assertThat(house.process().errors()).noneMatch(line -> line.contains("HTTP Request"));
        } finally {
            crowd.destroyForcibly();
        }
    }

    /** A thousand send more together than there is heap, and no end of it. */
    @Test
    void crowdOfLargeBodies_fillsNoMemory() throws Exception {
        Process crowd = crowd(1_000, 600_000);
        try {
            assertThat(crowd.inputReader().readLine()).isEqualTo("open");
            Deliveries deliveries = Deliveries.begin(house.door(), AT_ONCE);
            awaitAccepted(deliveries, 10 * SOME);
            deliveries.close();
            assertNothingLost(deliveries);
            assertThat(deliveries.statuses()).containsExactly(200);
            assertThat(house.process().peakKibibytes()).isLessThan(MOST_KIBIBYTES);
            assertThat(house.process().errors()).noneMatch(line -> line.contains("OutOfMemoryError"));
        } finally {
            crowd.destroyForcibly();
        }
    }

    private Process crowd(int many, int bytes) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-Xmx64m",
                        "-cp",
                        Path.of("target", "test-classes").toString(),
                        Crowd.class.getName(),
                        Integer.toString(house.door().uri().getPort()),
                        house.door().uri().getPath(),
                        Integer.toString(many),
                        Integer.toString(bytes))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Bodies that no payment service sends, each with a signature that is right for its bytes. */
    @Test
    void bodiesThatAreNoEvent_areRefused_andNothingIsStored() throws Exception {
        String id = "evt_odd_" + UUID.randomUUID();
        byte[] event = Door.event(id);
        String text = new String(event, StandardCharsets.UTF_8);
        assertRefused("compressed, not said", zipped(event));
        assertRefused("compressed", zipped(event), "Content-Encoding", "gzip");
        assertRefused("a NUL in the id", Door.event(id + "\\u0000"));
        assertRefused("a NUL as it is", Door.event(id + "\u0000"));
        assertRefused("another character set", text.replace(id, id + "é").getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("broken UTF-8 in the id", spoiled(Door.event(id)));
        assertRefused("deep", "[".repeat(200_000).getBytes(StandardCharsets.UTF_8));
        assertRefused("nothing", new byte[0]);
        assertRefused(
                "a number as large as the body",
                ("{\"id\":" + "9".repeat(500_000) + "}").getBytes(StandardCharsets.UTF_8));
        byte[] large = (text + " ".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8);
        assertThat(house.door().send(large, house.door().signature(large)).get())
                .as("too large; the sender may still be writing when it is told so")
                .isIn(413, Door.NONE);
        assertThat(house.number("select count(*) from event where event_id like '" + id + "%'"))
                .isZero();
        assertThat(house.door().deliver(id).get()).isEqualTo(200);
    }

    private void assertRefused(String what, byte[] body, String... headers) throws Exception {
        Door door = house.door();
        assertThat(door.send(body, door.signature(body), headers).get())
                .as(what)
                .isBetween(400, 499);
    }

    private static byte[] zipped(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        }
        return bytes.toByteArray();
    }

    /** The first byte of the id is none that UTF-8 knows. */
    private static byte[] spoiled(byte[] event) {
        byte[] spoiled = event.clone();
        spoiled["{\"id\":\"".length()] = (byte) 0xff;
        return spoiled;
    }

    private static void awaitAccepted(Deliveries deliveries, int count) {
        await().atMost(PATIENCE).until(() -> deliveries.accepted().size() >= count);
    }

    private static void awaitRefused(Deliveries deliveries) {
        int before = deliveries.count(503);
        await().atMost(PATIENCE).until(() -> deliveries.count(503) > before + AT_ONCE);
    }

    private void assertNothingLost(Deliveries deliveries) throws SQLException {
        Set<String> accepted = deliveries.accepted();
        assertThat(house.stored(accepted)).isEqualTo(accepted.size());
        assertThat(deliveries.statuses()).isSubsetOf(200, 503);
    }
}
