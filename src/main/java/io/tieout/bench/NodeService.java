package io.tieout.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A door for webhooks as it is written plainly: {@code src/bench/node/server.mjs}, Express with one insert for each event.
 * It takes the same requests into the same PostgreSQL, in turns with the door that is measured.
 */
final class NodeService {
    private static final Duration START = Duration.ofSeconds(30);
    private static final String BARE = "/bare";
    private static final String DOOR = "/webhooks";

    private final URI address;
    private final Load load;
    private final SignedEvents events;

    private NodeService(URI address, Load load, SignedEvents events) {
        this.address = address;
        this.load = load;
        this.events = events;
    }

    /** What one run saw at the service's bare route and at its door. */
    record Run(Load.Run bare, Load.Run door) {
        double refused() {
            return bare.refused() + door.refused();
        }
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @throws IllegalStateException when it doesn't
     */
    static NodeService start(Site site, Path folder, String secret, Load load, SignedEvents events) {
        URI address = site.startNode(folder, secret);
        Wait.until(
                () -> load.accepted(address.resolve(BARE), events.get()),
                START,
                () -> "the service on Node doesn't answer, see its log");
        return new NodeService(address, load, events);
    }

    Run run(int senders, Duration length) {
        return new Run(
                load.closed(address.resolve(BARE), events, senders, length),
                load.closed(address.resolve(DOOR), events, senders, length));
    }

    /** With the door's rate in each of the same runs. */
    static List<Series> series(List<Run> runs, List<Double> doors) {
        List<Double> times = IntStream.range(0, runs.size())
                .mapToObj(run -> doors.get(run) / runs.get(run).door().perSecond())
                .toList();
        return List.of(
                Stand.series(
                        "service on Node, bare route: answered",
                        Stand.PER_SECOND,
                        runs,
                        run -> run.bare().perSecond()),
                Stand.series(
                        "service on Node: webhooks accepted",
                        Stand.PER_SECOND,
                        runs,
                        run -> run.door().perSecond()),
                Stand.series("service on Node: webhooks refused or lost", "count", runs, Run::refused),
                new Series("door: of the service on Node", "ratio", times));
    }
}
