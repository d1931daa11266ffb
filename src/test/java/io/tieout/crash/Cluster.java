package io.tieout.crash;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The processes of the application, each with ports and a clock of its own; whoever was killed is started again. */
final class Cluster implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final Map<String, String> settings;
    private final List<Duration> offsets;
    private final Path logs;
    private final List<Member> members = new ArrayList<>();
    private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();

    /** @param offsets by how much the clock of each process is wrong; one for each process */
    Cluster(Map<String, String> settings, List<Duration> offsets, Path logs) {
        this.settings = Map.copyOf(settings);
        this.offsets = List.copyOf(offsets);
        this.logs = logs;
        offsets.forEach(offset -> members.add(new Member(members.size())));
    }

    /** One process after the other at the same place. */
    private final class Member {
        private final int number;
        private final int port = Program.freePort();
        private final int management = Program.freePort();
        private Optional<Program> program = Optional.empty();
        private boolean wanted;

        Member(int number) {
            this.number = number;
        }

        synchronized void start() {
            if (lives()) {
                return;
            }
            noteEnd();
            wanted = true;
            Map<String, String> own = new HashMap<>(settings);
            own.put("TIEOUT_HTTP_HOST", "127.0.0.1");
            own.put("TIEOUT_HTTP_PORT", Integer.toString(port));
            own.put("TIEOUT_MANAGEMENT_HOST", "127.0.0.1");
            own.put("TIEOUT_MANAGEMENT_PORT", Integer.toString(management));
            if (!offsets.get(number).isZero()) {
                own.put("TIEOUT_REHEARSAL_CLOCK_OFFSET", offsets.get(number).toString());
            }
            program = Optional.of(Program.start(logs.resolve("serve-" + number + ".log"), own, "serve"));
        }

        synchronized boolean kill() {
            boolean lived = lives();
            program.ifPresent(Program::kill);
            wanted = wanted && !lived;
            return lived;
        }

        /** Starts it where it ended by itself. */
        synchronized void revive() {
            if (wanted) {
                start();
            }
        }

        /** One that should live and doesn't has ended by itself. */
        private void noteEnd() {
            if (wanted && !lives()) {
                program.map(fallen -> fallen.ended(number)).ifPresent(ended::add);
            }
        }

        synchronized boolean lives() {
            return program.filter(Program::alive).isPresent();
        }

        synchronized boolean terminate() {
            noteEnd();
            wanted = false;
            return program.map(Program::terminate).orElse(true);
        }

        boolean ready() {
            return new Http("http://127.0.0.1:" + management, "").answers("/q/health/ready");
        }
    }

    int size() {
        return members.size();
    }

    /** Starts a process; nothing where it lives. */
    void start(int number) {
        members.get(number).start();
    }

    /** Starts again what ended without being asked to or killed, as Kubernetes does. */
    void revive() {
        members.forEach(Member::revive);
    }

    /** The next end that nobody asked for and that was not told yet. */
    Optional<Ended> ended() {
        return Optional.ofNullable(ended.poll());
    }

    /** Kills this process, or the next one that lives; answers which, or empty where none does. */
    Optional<Integer> kill(int number) {
        for (int i = 0; i < members.size(); i++) {
            int next = (number + i) % members.size();
            if (members.get(next).kill()) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    void awaitReady(int number) {
        await().atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> members.get(number).ready());
    }

    /** Whether a process is ready for work. */
    boolean ready(int number) {
        return members.get(number).ready();
    }

    String address(int number) {
        return "http://127.0.0.1:" + members.get(number).port;
    }

    /** Asks all to end; answers those that did not by themselves. */
    List<Integer> terminate() {
        return members.stream()
                .filter(member -> !member.terminate())
                .map(member -> member.number)
                .toList();
    }

    @Override
    public void close() {
        members.forEach(Member::kill);
    }
}
