package io.tieout.launch;

import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Finds the command in the arguments, runs it, and turns a refusal into a sentence and an exit code. */
public final class Launcher {

    private static final Set<String> HELP = Set.of("--help", "-h", "help");

    private final Terminal terminal;
    private final Clock clock;
    private final Program program;

    /**
     * A launcher.
     *
     * @param terminal where it speaks to the person at the command line
     * @param clock the time the simulators start from
     * @param program the application that {@code serve} and {@code trial} run
     */
    public Launcher(Terminal terminal, Clock clock, Program program) {
        this.terminal = terminal;
        this.clock = clock;
        this.program = program;
    }

    /** Runs the command to its end; answers 0, 1 (refused or failed) or 2 (no such command, wrong use). */
    public int run(List<String> arguments) {
        if (!arguments.isEmpty() && HELP.contains(arguments.get(0))) {
            terminal.out().println("Commands:\n" + Command.list());
            return 0;
        }
        try {
            return run(Command.of(arguments), arguments);
        } catch (LaunchRefused e) {
            terminal.err().println(e.getMessage());
            return e.exitCode();
        }
    }

    private int run(Command command, List<String> arguments) {
        Settings settings = Settings.ofProcess();
        return switch (command) {
            case SERVE -> new ServeCommand(settings, program).run();
            case TRIAL -> new TrialCommand(settings, terminal, clock).run(program);
            case SANDBOX -> new SandboxCommand(settings, terminal, clock).run();
            case KEYS -> new KeysCommand(terminal, settings).run(arguments.subList(1, arguments.size()));
            case AUDIT -> new AuditCommand(terminal, settings).run(arguments.subList(1, arguments.size()));
            case ROUTES -> new RoutesCommand(terminal).run(arguments.subList(1, arguments.size()));
            case RESTORE -> new RestoreCommand(settings).run(arguments.subList(1, arguments.size()));
            case BENCH -> new BenchCommand(terminal, clock).run(arguments.subList(1, arguments.size()));
        };
    }
}
