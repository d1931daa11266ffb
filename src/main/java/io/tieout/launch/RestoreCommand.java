package io.tieout.launch;

import io.quarkus.runtime.Quarkus;
import io.tieout.store.keys.ProcessKeyRows;
import io.tieout.store.keys.ProcessKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * {@code restore <connection> [--adopt] [--no-process]}: after the database was restored from a backup, takes over what
 * a target has kept since. Without {@code --adopt} it looks, and changes nothing. It runs the application without
 * routes and doors, with the settings of {@code serve}; no other process may run on the database meanwhile.
 */
final class RestoreCommand {
    private static final Logger LOG = Logger.getLogger(RestoreCommand.class);
    private static final String USAGE = "Usage: restore <connection> [--adopt] [" + KeyRotation.NO_PROCESS + "]";
    private static final String ADOPT = "--adopt";
    private static final int FAILED = 1;

    private final Settings settings;

    RestoreCommand(Settings settings) {
        this.settings = settings;
    }

    /** Takes the arguments after the word {@code restore}; answers the exit code. */
    int run(List<String> arguments) {
        List<String> options = new ArrayList<>(arguments);
        boolean adopt = options.remove(ADOPT);
        boolean noneRuns = options.remove(KeyRotation.NO_PROCESS);
        if (options.size() != 1 || options.get(0).startsWith("-")) {
            throw LaunchRefused.wrongUse(USAGE);
        }
        ServeSettings serve = ServeSettings.from(settings, "restore");
        new KeySetFile(serve.keySet()).check();
        ProcessKeyRows processes = new ProcessKeyRows(DeskDatabase.open(serve.database()));
        if (!noneRuns) {
            refuseWhileRunning(processes.living());
        }
        new Handover()
                .mode("restore")
                .database(serve.database())
                .keySet(serve.keySet())
                .installation(serve.installation())
                .withoutRoutesAndDoors()
                .restore(options.get(0), adopt)
                .unlessSet(settings, "quarkus.log.console.level", "WARN")
                .give();
        return application();
    }

    /** What others write meanwhile would be adopted half, and they would go on in the life of before. */
    private static void refuseWhileRunning(List<ProcessKeys> living) {
        if (!living.isEmpty()) {
            throw LaunchRefused.because(
                    "Not yet: processes run on this database. Stop them all; one that was killed, or"
                            + " that was running when the backup was made, counts for a minute more. If none runs, say so with "
                            + KeyRotation.NO_PROCESS + ".\n"
                            + living.stream()
                                    .map(process -> "  " + process.host() + ", heard of " + process.silentSeconds()
                                            + " seconds ago")
                                    .collect(Collectors.joining("\n")));
        }
    }

    private static int application() {
        AtomicInteger exitCode = new AtomicInteger(FAILED);
        Quarkus.run(RestoreProgram.class, (code, failure) -> {
            exitCode.set(code);
            if (failure != null) {
                LOG.error("the application cannot start", failure);
            }
        });
        return exitCode.get();
    }
}
