package io.tieout.launch;

import io.tieout.bench.Bench;
import io.tieout.bench.Machine;
import io.tieout.bench.Report;
import io.tieout.bench.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code bench}: processes in a temporary folder and on free ports, which are measured, stopped and taken away again. An
 * existing trial is never touched.
 */
final class BenchCommand {

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    private final Terminal terminal;
    private final Clock clock;

    BenchCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Held, so that its level stays. */
    private static final Logger LIBRARIES = Logger.getLogger("");

    /** Takes the arguments after the word {@code bench}; answers 0 when everything was measured. */
    int run(List<String> arguments) {
        BenchOptions options = BenchOptions.of(arguments);
        // There is no Quarkus in this process to say what of its libraries is worth a line.
        LIBRARIES.setLevel(Level.WARNING);
        try (TemporaryHome home = TemporaryHome.create("tieout-bench-")) {
            terminal.out().println("Everything that is started lies in " + home.path());
            try (BenchRig rig = new BenchRig(home.path())) {
                return run(options, home, rig);
            }
        }
    }

    private int run(BenchOptions options, TemporaryHome home, BenchRig rig) {
        // Whoever stops a bench leaves nothing of it behind, whatever the measurement is at.
        Thread stop = new Thread(
                () -> {
                    rig.close();
                    home.close();
                },
                "end of a bench");
        Runtime.getRuntime().addShutdownHook(stop);
        Instant begun = clock.instant();
        List<Series> series = measured(options, home.path(), rig);
        tell(options, new Report(begun, options.plan(), BenchMachine.of(home.path()), series));
        Runtime.getRuntime().removeShutdownHook(stop);
        return 0;
    }

    private List<Series> measured(BenchOptions options, Path home, BenchRig rig) {
        try {
            return new Bench(rig, clock, terminal.out()::println).run(options.plan());
        } catch (IllegalStateException | UncheckedIOException e) {
            terminal.err().println(BenchLogs.ends(home));
            throw LaunchRefused.because("The bench has no result: " + e.getMessage(), e);
        }
    }

    private void tell(BenchOptions options, Report report) {
        Machine machine = report.machine();
        terminal.out().println("\n" + report.table());
        terminal.out()
                .println(machine.cores() + " cores, " + machine.system() + ", Java " + machine.jdk() + ", PostgreSQL "
                        + machine.postgres() + " (fsync on) on " + machine.fileSystem() + ", commit " + machine.commit()
                        + "\nApplication, database, simulators and senders share these cores.");
        if (IN_MEMORY.contains(machine.fileSystem())) {
            terminal.out()
                    .println("The database lay in memory, where a commit costs nothing: these numbers are too good. "
                            + "Name a folder on a disk with -Djava.io.tmpdir=...");
        }
        options.output().ifPresent(file -> write(file, report.json()));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw LaunchRefused.because("The file " + file + " can't be written: " + e.getMessage(), e);
        }
    }
}
