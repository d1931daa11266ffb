package io.tieout.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Has the application seed itself as the command {@code trial} does, on a port that the seed knows beforehand. */
public final class TrialModeResource implements QuarkusTestResourceLifecycleManager {
    private static final String MODE = "tieout.mode";

    @Override
    public Map<String, String> start() {
        System.setProperty(MODE, "trial");
        String port = Integer.toString(freePort());
        return Map.of("quarkus.http.port", port, "quarkus.http.test-port", port);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        System.clearProperty(MODE);
    }
}
