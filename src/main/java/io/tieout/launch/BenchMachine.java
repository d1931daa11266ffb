package io.tieout.launch;

import io.tieout.bench.Machine;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a bench ran on: the facts that need the package, the file system and the source folder. */
final class BenchMachine {

    private static final String UNKNOWN = "unknown";
    private static final int GIT_SECONDS = 10;

    private BenchMachine() {}

    /**
     * Describes the machine.
     *
     * @param home where the bench writes
     */
    static Machine of(Path home) {
        return Machine.ofProcess(PostgresBinaries.version(), fileSystem(home), commit());
    }

    private static String fileSystem(Path home) {
        try {
            return Files.getFileStore(home).type();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** Of the working directory, when it is a clone; marked when it was changed since. */
    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
                    .redirectError(Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean well = git.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0;
            return well && !said.isEmpty() ? said : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
