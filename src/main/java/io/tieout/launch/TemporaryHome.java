package io.tieout.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A folder that is taken away at its end, also when the process is told to stop (Ctrl-C, SIGTERM): the end of the
 * process then waits until what lies in the folder has stopped, for half a minute at most.
 */
final class TemporaryHome implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TemporaryHome.class);
    private static final int MOST_SECONDS = 30;

    private final Path path;
    private final CountDownLatch gone = new CountDownLatch(1);

    private TemporaryHome(Path path) {
        this.path = path;
    }

    /**
     * Makes one.
     *
     * @param prefix the beginning of its name
     * @throws LaunchRefused when it can't be made
     */
    static TemporaryHome create(String prefix) {
        try {
            TemporaryHome home = new TemporaryHome(Files.createTempDirectory(prefix));
            Runtime.getRuntime().addShutdownHook(new Thread(home::await, "temporary home"));
            return home;
        } catch (IOException e) {
            throw LaunchRefused.because("A temporary folder can't be made: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    private void await() {
        try {
            boolean whole = gone.await(MOST_SECONDS, TimeUnit.SECONDS);
            if (!whole) {
                LOG.warnf("the temporary folder %s remains: what lies in it did not stop", path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            PostgresBinaries.deleteTree(path);
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder " + path + " can't be taken away", e);
        } finally {
            gone.countDown();
        }
    }
}
