package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The disk that holds the tables, or PostgreSQL's own log (pg_wal), is full for a while; where no small file system may
 * be mounted, it says so.
 */
class DiskFullIT {
    private static final Logger LOG = Logger.getLogger(DiskFullIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 16;
    private static final int SOME = 100;
    private static final int CHUNK = 64 << 10;

    private final Path disk = Path.of("target", "small-disk").toAbsolutePath();

    @BeforeEach
    void mount() throws Exception {
        Files.createDirectories(disk);
        boolean mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk.toString());
        if (!mounted) {
            LOG.warn("NOT TESTED HERE: a full disk. A small file system must be mounted for it, which takes root");
        }
        Assumptions.assumeTrue(mounted, "a small file system can't be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        succeeds("umount", "-l", disk.toString());
    }

    @Test
    void diskThatIsFull_losesNothing_andWithSpaceAllIsWellAgain() throws Exception {
        try (DoorHouse house = new DoorHouse("diskfull", this::tablespace);
                Deliveries deliveries = Deliveries.begin(house.door(), AT_ONCE)) {
            awaitAccepted(deliveries, SOME);
            Path filler = disk.resolve("filler");
            fill(filler);
            await().atMost(PATIENCE).until(() -> deliveries.count(503) > AT_ONCE);

            Files.delete(filler);
            awaitAccepted(deliveries, deliveries.accepted().size() + SOME);

            deliveries.close();
            assertNothingLost(house, deliveries);
        }
    }

    /**
     * Without room for its log PostgreSQL does not refuse: it ends in panic, with all connections, and what it had
     * committed it reads from that log when it has room again.
     */
    @Test
    void logThatHasNoRoom_losesNothing_andWithSpaceAllIsWellAgain() throws Exception {
        // The log of an earlier run lay on a disk that is gone.
        assertThat(succeeds(
                        "rm", "-rf", DoorHouse.home("walfull").resolve("data").toString()))
                .isTrue();
        try (DoorHouse house = new DoorHouse("walfull", DoorHouse.Storage.USUAL)) {
            moveLog(house);
            try (Deliveries deliveries = Deliveries.begin(house.door(), AT_ONCE)) {
                awaitAccepted(deliveries, SOME);
                Path filler = disk.resolve("filler");
                fill(filler);
                awaitPanic(house);
                int refused = deliveries.count(503);
                await().atMost(PATIENCE).until(() -> deliveries.count(503) > refused + AT_ONCE);

                Files.delete(filler);
                house.awaitDatabase();
                assertNothingLost(house, deliveries);
                awaitAccepted(deliveries, deliveries.accepted().size() + SOME);

                deliveries.close();
                assertNothingLost(house, deliveries);
            }
        }
    }

    private void moveLog(DoorHouse house) throws Exception {
        house.stopDatabase();
        Path log = house.data().resolve("pg_wal").toAbsolutePath();
        assertThat(succeeds("mv", log.toString(), disk.toString())).isTrue();
        Files.createSymbolicLink(log, disk.resolve("pg_wal"));
        house.startDatabase();
    }

    /** The log's next file is begun before this one is full, as thousands of events more would have it. */
    private static void awaitPanic(DoorHouse house) {
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(SQLException.class).until(() -> {
            boolean panic = house.databaseSaid("PANIC");
            return panic || house.number("select count(pg_switch_wal())") == 0;
        });
    }

    private static void assertNothingLost(DoorHouse house, Deliveries deliveries) throws SQLException {
        Set<String> accepted = deliveries.accepted();
        assertThat(house.stored(accepted)).isEqualTo(accepted.size());
        assertThat(deliveries.statuses()).containsExactlyInAnyOrder(200, 503);
    }

    /** PostgreSQL's own user must own the folder; it owns the data, too. */
    private String tablespace(Path home, Statement statement) throws SQLException, IOException {
        Path folder = Files.createDirectories(disk.resolve("tables"));
        Files.setOwner(folder, Files.getOwner(home.resolve("data")));
        statement.execute("drop tablespace if exists small");
        statement.execute("create tablespace small location '" + folder + "'");
        return " tablespace small";
    }

    private static void fill(Path filler) throws IOException {
        try (var out = Files.newOutputStream(filler)) {
            byte[] chunk = new byte[CHUNK];
            while (true) {
                out.write(chunk);
            }
        } catch (IOException full) {
            assertThat(Files.size(filler)).isPositive();
        }
    }

    private static void awaitAccepted(Deliveries deliveries, int count) {
        await().atMost(PATIENCE).until(() -> deliveries.accepted().size() >= count);
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
