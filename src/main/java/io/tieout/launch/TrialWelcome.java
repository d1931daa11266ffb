package io.tieout.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The one block that a visitor of the trial reads: where to go, how to log in, what to try first. It is printed when
 * the application answers, so that it stands below the log of the start.
 *
 * @param secrets shown only when they were made in this start
 * @param file where the secrets are kept
 */
record TrialWelcome(Settings settings, Terminal terminal, TrialSecrets secrets, Path file) {
    private static final String LOCAL = "127.0.0.1";
    private static final int PAUSE_MILLIS = 200;
    private static final int MOST_LOOKS = 1500;

    /** Prints the block as soon as the application's port is open; gives up silently when it never is. */
    void whenReady() {
        Thread thread = new Thread(this::waitAndPrint, "trial-welcome");
        thread.setDaemon(true);
        thread.start();
    }

    private void waitAndPrint() {
        int port = settings.port("quarkus.http.port");
        CountDownLatch never = new CountDownLatch(1);
        try {
            for (int look = 0; look < MOST_LOOKS; look++) {
                if (open(port)) {
                    terminal.out().print(text(port));
                    return;
                }
                if (never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean open(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PAUSE_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String text(int port) {
        String known = secrets.fresh()
                ? "  password      " + secrets.password() + "\n  API token     " + secrets.token()
                        + "\n                (shown only now, and kept in " + file + ")\n"
                : "  password      as set, or as kept in " + file + "\n";
        String line = "=".repeat(78) + "\n";
        return "\n" + line + "  Tieout is ready: http://" + LOCAL + ":" + port + "\n\n"
                + "  user          admin\n" + known + "\n"
                + "  Try first     1. open http://" + LOCAL + ":" + settings.port("tieout.sandbox.stripe.port")
                + " and press Pay beside an invoice\n"
                + "                2. watch the charge reach the ledger on the page of Tieout\n"
                + "                3. see the tables of EBS: http://" + LOCAL + ":"
                + settings.port("tieout.sandbox.ebs.port") + "\n"
                + "  Health        http://" + LOCAL + ":" + settings.port("quarkus.management.port") + "/q/health\n"
                + "  Stop          Ctrl-C; everything is kept for the next start\n" + line;
    }
}
