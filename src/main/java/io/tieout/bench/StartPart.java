package io.tieout.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How soon a process accepts its first webhook on a database that has its tables, and the memory it takes at rest. */
final class StartPart {
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double NANOS_PER_MILLI = 1_000_000.0;

    private static final int FIRST_WITH_CACHE = 25;
    private static final Kept CACHE = new Kept("an AOT cache", "-XX:AOTCacheOutput=", "-XX:AOTCache=");
    private static final Kept ARCHIVE =
            new Kept("an archive of classes", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=");

    private final Stand stand;

    StartPart(Stand stand) {
        this.stand = stand;
    }

    /** How a Java keeps what a run has loaded: the options that write and read the file. */
    private record Kept(String name, String writes, String reads) {}

    private record Run(double millis, long resident) {}

    List<Series> measure() {
        try (Site site = stand.rig().site(1);
                Load load = new Load()) {
            Company company = new Company(
                    0, stand.http(), site.stripes().get(0), site.erps().get(0));
            Aim aim = new Aim(site, load, company.door(), new SignedEvents(setUp(site, company), stand.clock()));
            List<Series> all = new ArrayList<>(series("start", aim, List.of()));
            Kept kept = Runtime.version().feature() >= FIRST_WITH_CACHE ? CACHE : ARCHIVE;
            all.addAll(series(kept, aim, kept.name(), List.of()));
            all.addAll(series(kept, aim, kept.name() + ", plain class path", site.plainClassPath()));
            return all;
        }
    }

    private List<Series> series(Kept kept, Aim aim, String what, List<String> path) {
        Path file = aim.site().folder().resolve("tieout.kept-" + path.size());
        stand.tell("Start: a run that writes " + what);
        run(aim, with(path, kept.writes() + file));
        // A native program keeps nothing, and needs nothing kept.
        return Files.exists(file) ? series("start with " + what, aim, with(path, kept.reads() + file)) : List.of();
    }

    private static List<String> with(List<String> options, String last) {
        List<String> all = new ArrayList<>(options);
        all.add(last);
        return all;
    }

    /** A first process makes the tables and is set up. */
    private String setUp(Site site, Company company) {
        try (Application application = stand.ready(site, Map.of())) {
            Calls api = stand.api(application, site.letIn());
            return company.setUp(api, application.address(), Work.usual(), LocalDate.now(stand.clock()));
        }
    }

    private record Aim(Site site, Load load, String door, SignedEvents events) {}

    private List<Series> series(String what, Aim aim, List<String> java) {
        List<Run> runs = new ArrayList<>();
        for (int run = 1; run <= stand.plan().runs(); run++) {
            stand.tell("Start: run " + run);
            runs.add(run(aim, java));
        }
        return List.of(
                Stand.series(what + ": to the first webhook accepted", Stand.MILLIS, runs, Run::millis),
                Stand.series(
                        what + ": memory of the process at rest", "MiB", runs, run -> Stand.mebibytes(run.resident())));
    }

    private Run run(Aim aim, List<String> java) {
        long begun = System.nanoTime();
        try (Application application = stand.start(aim.site(), Map.of(), java)) {
            URI door = application.address().resolve(aim.door());
            Wait.until(
                    () -> aim.load().accepted(door, aim.events().get()),
                    PATIENCE,
                    PAUSE,
                    () -> "no webhook was accepted, see the log of the application");
            double millis = (System.nanoTime() - begun) / NANOS_PER_MILLI;
            Wait.pass(stand.plan().door());
            return new Run(millis, application.resident());
        }
    }
}
