package io.tieout.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tieout.sandbox.HostSettings;
import io.tieout.sandbox.SandboxHost;
import io.tieout.sandbox.ebs.EbsSimulator;
import io.tieout.sandbox.stripe.StripeSimulator;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the simulators of Stripe and EBS on free ports, in memory, and tells the application where they are. */
public final class SandboxResource implements QuarkusTestResourceLifecycleManager {
    private final List<SandboxHost> hosts = new ArrayList<>();

    @Override
    public Map<String, String> start() {
        SandboxHost stripe = StripeSimulator.host(settings("stripe"));
        hosts.add(stripe);
        SandboxHost ebs = EbsSimulator.host(settings("ebs"));
        hosts.add(ebs);
        return Map.of("tieout.sandbox.stripe.port", port(stripe), "tieout.sandbox.ebs.port", port(ebs));
    }

    @Override
    public void stop() {
        hosts.forEach(SandboxHost::close);
    }

    private static HostSettings settings(String system) {
        return new HostSettings(system, 0, Optional.empty(), Clock.systemUTC());
    }

    private static String port(SandboxHost host) {
        return Integer.toString(URI.create(String.valueOf(host.baseUrl())).getPort());
    }
}
