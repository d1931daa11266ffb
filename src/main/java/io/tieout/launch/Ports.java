package io.tieout.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks whether ports can be had before anything starts, so that a taken one gives a sentence with the property to
 * set. It can't reserve them: who comes later may still be quicker, and then the server's own error is seen.
 */
final class Ports {

    private static final String LOCAL = "127.0.0.1";

    private final Settings settings;
    private final Map<Integer, String> wanted = new TreeMap<>();

    Ports(Settings settings) {
        this.settings = settings;
    }

    /** The two ports of the application itself. */
    Ports application() {
        check("quarkus.http.port", "tieout.http.port", host("quarkus.http.host"));
        return check("quarkus.management.port", "tieout.management.port", host("quarkus.management.host"));
    }

    /** The ports of the simulators of a system, on 127.0.0.1. */
    Ports sandbox(String system) {
        String property = Sandboxes.property(system);
        check(property, property, LOCAL);
        String further = Sandboxes.furtherProperty(system);
        settings.ports(further).forEach(port -> check(port, further, LOCAL));
        return this;
    }

    /** So many free ports on 127.0.0.1, each another one. */
    static List<Integer> free(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw LaunchRefused.because("This machine gives no free port on 127.0.0.1: " + e, e);
        }
    }

    private String host(String property) {
        return settings.text(property).orElse("0.0.0.0");
    }

    private Ports check(String property, String toSet, String host) {
        return check(settings.port(property), toSet, host);
    }

    private Ports check(int port, String toSet, String host) {
        String other = wanted.putIfAbsent(port, toSet);
        if (other != null) {
            throw LaunchRefused.because(toSet + " and " + other + " are both " + port + ": set one of them");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw LaunchRefused.because(
                    "Port " + port + " on " + host + " can't be had (" + e.getMessage() + "). Stop what uses it, or "
                            + "set another one with " + toSet + " (" + variable(toSet) + ")",
                    e);
        }
        return this;
    }

    private static String variable(String property) {
        return property.replace('.', '_').toUpperCase(java.util.Locale.ROOT);
    }
}
