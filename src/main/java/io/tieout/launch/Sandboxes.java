package io.tieout.launch;

import io.tieout.sandbox.HostSettings;
import io.tieout.sandbox.SandboxHost;
import io.tieout.sandbox.ebs.EbsSimulator;
import io.tieout.sandbox.stripe.StripeSimulator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The simulators of the remote systems, each on 127.0.0.1 at its own port and with a data file of its own. Of one system
 * there may be several, for companies with several accounts.
 */
final class Sandboxes implements AutoCloseable {

    /** Every simulator there is, by the system's short name: what {@code trial} and {@code sandbox} run. */
    static final Map<String, Function<HostSettings, SandboxHost>> KNOWN =
            Map.of("stripe", StripeSimulator::host, "ebs", EbsSimulator::host);

    private final SortedMap<String, SandboxHost> running = new TreeMap<>();

    private Sandboxes() {}

    /**
     * Starts them all; their rows are in {@code folder/<system>.mv}, those of further ones in {@code <system>-2.mv} and
     * so on.
     *
     * @throws LaunchRefused when one can't start; those already running are stopped
     */
    static Sandboxes start(Settings settings, Path folder, Clock clock) {
        Sandboxes sandboxes = new Sandboxes();
        try {
            KNOWN.forEach((system, simulator) -> {
                List<Integer> ports = ports(settings, system);
                for (int i = 0; i < ports.size(); i++) {
                    String name = i == 0 ? system : system + "-" + (i + 1);
                    Optional<Path> file = Optional.of(folder.resolve(name + ".mv"));
                    HostSettings host = new HostSettings(system, ports.get(i), file, clock);
                    sandboxes.running.put(name, simulator.apply(host));
                }
            });
            return sandboxes;
        } catch (IllegalStateException e) {
            sandboxes.close();
            throw LaunchRefused.because("The sandboxes can't start: " + e.getMessage(), e);
        }
    }

    /** The property that sets the port of a simulator. */
    static String property(String system) {
        return "tieout.sandbox." + system + ".port";
    }

    /** The property that sets ports of further simulators of a system, with commas between. */
    static String furtherProperty(String system) {
        return "tieout.sandbox." + system + ".further-ports";
    }

    private static List<Integer> ports(Settings settings, String system) {
        return Stream.concat(
                        Stream.of(settings.port(property(system))), settings.ports(furtherProperty(system)).stream())
                .toList();
    }

    /** One line for each simulator: its name and address. */
    String describe() {
        StringBuilder lines = new StringBuilder();
        running.forEach((system, host) -> lines.append(String.format("Sandbox %s: %s%n", system, host.baseUrl())));
        return lines.toString();
    }

    @Override
    public void close() {
        running.values().forEach(SandboxHost::close);
        running.clear();
    }
}
