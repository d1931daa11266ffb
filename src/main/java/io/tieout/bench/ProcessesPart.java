package io.tieout.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The way to the ledger of ERPs that are far away, with one, two and four processes on one database: what more processes
 * bring where most of the time is spent waiting for answers.
 */
final class ProcessesPart {
    private static final List<Integer> COUNTS = List.of(1, 2, 4);

    private final Stand stand;

    ProcessesPart(Stand stand) {
        this.stand = stand;
    }

    List<Series> measure() {
        List<Series> all = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int count : COUNTS) {
            List<Ledger.Run> runs = measure(count);
            Series rate = Stand.series(
                    "far ERPs, processes: " + count + ", charges confirmed",
                    Stand.PER_SECOND,
                    runs,
                    Ledger.Run::perSecond);
            rates.add(rate.median());
            all.add(rate);
        }
        for (int i = 1; i < COUNTS.size(); i++) {
            all.add(new Series(
                    "far ERPs, processes: " + COUNTS.get(i) + ", of one's medians",
                    "ratio",
                    List.of(rates.get(i) / rates.get(0))));
        }
        return all;
    }

    private List<Ledger.Run> measure(int count) {
        List<Application> applications = new ArrayList<>();
        try (Site site = stand.rig().site(Ledger.COMPANIES)) {
            for (int i = 0; i < count; i++) {
                applications.add(stand.ready(site, Map.of()));
            }
            Ledger ledger = new Ledger(site, stand.http());
            ledger.setUp(stand.api(applications.get(0), site.letIn()), applications, Work.farAway(), stand.clock());
            return LedgerPart.runs(stand, ledger, "Far ERPs, processes: " + count);
        }
    }
}
