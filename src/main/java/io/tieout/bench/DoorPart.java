package io.tieout.bench;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The door for webhooks beside routes of the same process that do nothing: what is left of what could be had at most, and
 * how long an answer takes under four fifths of what the door takes.
 */
final class DoorPart {
    /** Senders at once. */
    static final int SENDERS = 128;

    private static final double FOUR_FIFTHS = 0.8;

    private final Stand stand;

    DoorPart(Stand stand) {
        this.stand = stand;
    }

    /** What one run saw at the bare route of Vert.x, at that of Camel, at the door, and under four fifths at the door. */
    private record Run(Load.Run vertx, Load.Run camel, Load.Run door, Load.Run steady, Optional<NodeService.Run> node) {

        long refused() {
            return vertx.refused() + camel.refused() + door.refused() + steady.refused();
        }
    }

    List<Series> measure() {
        try (Site site = stand.rig().site(1);
                Application application = stand.ready(site, Map.of("TIEOUT_BENCH_LIMITS", "true"));
                Load load = new Load()) {
            Company company = new Company(
                    0, stand.http(), site.stripes().get(0), site.erps().get(0));
            Calls api = stand.api(application, site.letIn());
            String secret = company.setUp(api, application.address(), Work.usual(), LocalDate.now(stand.clock()));
            SignedEvents events = new SignedEvents(secret, stand.clock());
            Optional<NodeService> node =
                    stand.plan().node().map(folder -> NodeService.start(site, folder, secret, load, events));
            Aim aim = new Aim(load, application.address(), company.door(), events, node);
            // As long as two runs: on two cores Java is still compiling after one.
            stand.tell("Door: warm-up");
            run(aim);
            run(aim);
            List<Run> runs = new ArrayList<>();
            for (int run = 1; run <= stand.plan().runs(); run++) {
                stand.tell("Door: run " + run + ", " + (aim.node().isPresent() ? "six" : "four") + " times "
                        + stand.plan().door().toSeconds() + " seconds");
                runs.add(run(aim));
            }
            List<Series> all = new ArrayList<>(series(runs, application.resident()));
            all.addAll(beside(runs));
            return all;
        }
    }

    private record Aim(Load load, URI application, String door, SignedEvents events, Optional<NodeService> node) {

        URI at(String path) {
            return application.resolve(path);
        }
    }

    private Run run(Aim aim) {
        Load.Run vertx = closed(aim, "/bench/vertx");
        Load.Run camel = closed(aim, "/bench/camel");
        Load.Run door = closed(aim, aim.door());
        Load.Run steady = aim.load()
                .open(
                        aim.at(aim.door()),
                        aim.events(),
                        FOUR_FIFTHS * door.perSecond(),
                        stand.plan().door());
        Optional<NodeService.Run> node =
                aim.node().map(service -> service.run(SENDERS, stand.plan().door()));
        return new Run(vertx, camel, door, steady, node);
    }

    private Load.Run closed(Aim aim, String path) {
        return aim.load()
                .closed(aim.at(path), aim.events(), SENDERS, stand.plan().door());
    }

    private static List<Series> beside(List<Run> runs) {
        List<NodeService.Run> nodes =
                runs.stream().flatMap(run -> run.node().stream()).toList();
        return nodes.isEmpty()
                ? List.of()
                : NodeService.series(
                        nodes, runs.stream().map(run -> run.door().perSecond()).toList());
    }

    private static List<Series> series(List<Run> runs, long resident) {
        return List.of(
                Stand.series(
                        "bare route of Vert.x: answered",
                        Stand.PER_SECOND,
                        runs,
                        run -> run.vertx().perSecond()),
                Stand.series(
                        "bare route of Camel: answered",
                        Stand.PER_SECOND,
                        runs,
                        run -> run.camel().perSecond()),
                Stand.series(
                        "door: webhooks accepted",
                        Stand.PER_SECOND,
                        runs,
                        run -> run.door().perSecond()),
                Stand.series(
                        "door: of the bare route of Camel",
                        "ratio",
                        runs,
                        run -> run.door().perSecond() / run.camel().perSecond()),
                Stand.series(
                        "door: of the bare route of Vert.x",
                        "ratio",
                        runs,
                        run -> run.door().perSecond() / run.vertx().perSecond()),
                Stand.series(
                        "door at four fifths: answer 200, p50",
                        Stand.MILLIS,
                        runs,
                        run -> run.steady().latencies().percentileMillis(Stand.MEDIAN)),
                Stand.series(
                        "door at four fifths: answer 200, p99",
                        Stand.MILLIS,
                        runs,
                        run -> run.steady().latencies().percentileMillis(Stand.P99)),
                Stand.series("door: webhooks refused or lost", "count", runs, Run::refused),
                new Series("door: memory of the process after it", "MiB", List.of(Stand.mebibytes(resident))));
    }
}
