package io.tieout.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.crash.Act.Remote;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The faults that were ordered at the simulators, and how many calls each has hit: some never meet a call that fits. */
final class Faults {
    // No lock: who kills the simulators waits for calls that are under way, and counts what they leave.
    private final Map<Remote, Http> remotes = new EnumMap<>(Remote.class);
    private final Map<Remote, Map<String, Integer>> hits = new EnumMap<>(Remote.class);

    Faults(Company company) {
        remotes.put(Remote.STRIPE, company.stripe());
        remotes.put(Remote.EBS, company.ebs());
        remotes.keySet().forEach(remote -> hits.put(remote, new ConcurrentHashMap<>()));
    }

    /** So many of the next calls go wrong; all of them count as hit until {@link #lift}. */
    void order(Act.Break fault) {
        remotes.get(fault.remote())
                .post(
                        "/_sandbox/faults",
                        Map.of(
                                "operation", fault.operation(),
                                "fault", fault.fault(),
                                "times", fault.times(),
                                "delay", fault.delay().toString()));
        hits.get(fault.remote()).merge(fault.fault(), fault.times(), Integer::sum);
    }

    /** Takes away what has met no call, and counts it no more. */
    void lift() {
        remotes.forEach((remote, simulator) -> {
            for (JsonNode left : simulator.get("/_sandbox/faults").path("set")) {
                hits.get(remote)
                        .merge(left.path("fault").asText(), -left.path("times").asInt(), Integer::sum);
            }
            simulator.post("/_sandbox/faults/clear", "");
        });
    }

    /** How many calls of a simulator each kind of fault has hit. */
    Map<String, Integer> hits(Remote remote) {
        return new TreeMap<>(hits.get(remote));
    }
}
