package io.tieout.launch;

import io.quarkus.runtime.Quarkus;
import io.tieout.bench.Bench;
import io.tieout.bench.Machine;
import io.tieout.bench.Report;
import io.tieout.bench.Series;
import io.tieout.bench.Trial;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * {@code bench}: a trial in a temporary folder and on free ports, which is measured, stopped and taken away again. An
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

    /** Takes the arguments after the word {@code bench}; answers 0 when everything was measured. */
    int run(List<String> arguments, Program program) {
        BenchOptions options = BenchOptions.of(arguments);
        try (TemporaryHome home = TemporaryHome.create("tieout-bench-")) {
            return run(options, home.path(), program);
        }
    }

    private int run(BenchOptions options, Path home, Program program) {
        RandomText random = new RandomText();
        String token = random.ofBytes(32);
        new Handover()
                .apart(home, Ports.free(2 + Sandboxes.KNOWN.size()))
                .trial(new TrialSecrets(random.ofBytes(12), token, false))
                // The log of a trial is long, and this command has a table to show.
                .unlessSet(Settings.ofProcess(), "quarkus.log.console.level", "WARN")
                .give();
        Settings settings = Settings.ofProcess();
        CompletableFuture<Report> measured = new CompletableFuture<>();
        Thread measuring = new Thread(() -> measure(options, home, token, measured), "bench");
        measuring.setDaemon(true);
        terminal.out().println("Starting a trial in " + home + "; this takes some seconds");
        // The trial's own welcome would invite to a company that is gone in some minutes.
        Terminal quiet = new Terminal(new PrintStream(OutputStream.nullOutputStream()), terminal.err());
        int ended = new TrialCommand(settings, quiet, clock).run(() -> {
            measuring.start();
            return program.run();
        });
        return tell(options, measured, ended);
    }

    private void measure(BenchOptions options, Path home, String token, CompletableFuture<Report> measured) {
        Settings settings = Settings.ofProcess();
        try {
            Trial trial = new Trial(
                    local(settings, "quarkus.http.port"),
                    local(settings, "quarkus.management.port"),
                    local(settings, Sandboxes.property("stripe")),
                    local(settings, Sandboxes.property("ebs")),
                    token);
            List<Series> series = new Bench(trial, clock, terminal.out()::println).run(options.plan());
            Machine machine = BenchMachine.of(settings, home);
            measured.complete(new Report(clock.instant(), options.plan(), machine, series));
        } catch (RuntimeException e) {
            measured.completeExceptionally(LaunchRefused.because("The bench has no result: " + e.getMessage(), e));
        } finally {
            Quarkus.asyncExit();
        }
    }

    private static URI local(Settings settings, String property) {
        return URI.create("http://127.0.0.1:" + settings.port(property));
    }

    private int tell(BenchOptions options, CompletableFuture<Report> measured, int ended) {
        if (!measured.isDone()) {
            throw LaunchRefused.because("The application ended before everything was measured; see its log above");
        }
        try {
            tell(options, measured.join());
            return ended;
        } catch (CompletionException e) {
            throw e.getCause() instanceof LaunchRefused refused ? refused : e;
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
