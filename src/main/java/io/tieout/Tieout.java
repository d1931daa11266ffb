package io.tieout;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.tieout.launch.Launcher;
import io.tieout.launch.Terminal;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The program. A plain main class, and not a {@code @QuarkusMain}: with one of those Camel would not start by itself
 * (decision record 0001).
 */
public final class Tieout {

    private static final Logger LOG = Logger.getLogger(Tieout.class);
    private static final int FAILED = 1;

    private Tieout() {}

    /** Runs the command named by the first argument and ends with its exit code. */
    public static void main(String... arguments) {
        int exitCode = new Launcher(Terminal.ofProcess(), Clock.systemUTC(), Tieout::application)
                .run(command(List.of(arguments)));
        // In dev mode the process belongs to Quarkus, which starts the program again after a change.
        if (exitCode != 0 && LaunchMode.current() == LaunchMode.NORMAL) {
            System.exit(exitCode);
        }
    }

    /** Maven's {@code quarkus:run} passes no arguments on, only this property of the pom. */
    private static List<String> command(List<String> arguments) {
        String fromMaven = System.getProperty("quarkus.args", "").strip();
        return arguments.isEmpty() && !fromMaven.isEmpty() ? List.of(fromMaven.split("\\s+")) : arguments;
    }

    private static int application() {
        AtomicInteger exitCode = new AtomicInteger(FAILED);
        // The arguments are the launcher's; Camel would take them for its own.
        Quarkus.run(null, (code, failure) -> {
            exitCode.set(code);
            if (failure != null) {
                LOG.error("Tieout cannot run", failure);
            }
        });
        return exitCode.get();
    }
}
