package io.tieout.bench;

import io.tieout.bench.Site.Consumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The way of a charge to the ledger with one process, and where its time goes. */
final class LedgerPart {
    private static final double FOUR_FIFTHS = 0.8;

    private final Stand stand;

    LedgerPart(Stand stand) {
        this.stand = stand;
    }

    List<Series> measure() {
        try (Site site = stand.rig().site(Ledger.COMPANIES);
                Application application = stand.ready(site, Map.of())) {
            Ledger ledger = new Ledger(site, stand.http());
            ledger.setUp(stand.api(application, site.letIn()), List.of(application), Work.usual(), stand.clock());
            List<Series> all = new ArrayList<>(series("ledger", runs(stand, ledger, "Way to the ledger")));
            all.addAll(latencies(ledger, FOUR_FIFTHS * all.get(0).median()));
            return all;
        }
    }

    private List<Series> latencies(Ledger ledger, double perSecond) {
        int charges = stand.plan().charges();
        ledger.invoice(stand.plan().runs(), charges);
        List<Latencies> runs = new ArrayList<>();
        for (int run = 1; run <= stand.plan().runs(); run++) {
            stand.tell("Way to the ledger, %.1f a second: run %d, %d charges".formatted(perSecond, run, charges));
            runs.add(ledger.steady(charges, perSecond).latencies());
        }
        return List.of(latency("median", runs, Stand.MEDIAN), latency("p95", runs, Stand.P95));
    }

    private static Series latency(String name, List<Latencies> runs, int percentile) {
        return Stand.series(
                "ledger at four fifths: notification stored to CONFIRMED, " + name,
                Stand.MILLIS,
                runs,
                run -> run.percentileMillis(percentile));
    }

    /** As many warm-ups as runs: Java compiles on for minutes, and after one round each run would be quicker. */
    static List<Ledger.Run> runs(Stand stand, Ledger ledger, String what) {
        int charges = stand.plan().charges();
        int warmUps = stand.plan().runs();
        stand.tell(what + ": invoices are entered");
        ledger.invoice(stand.plan().runs() + warmUps, charges);
        stand.tell(what + ": warm-up");
        for (int warmUp = 0; warmUp < warmUps; warmUp++) {
            ledger.run(charges);
        }
        List<Ledger.Run> runs = new ArrayList<>();
        for (int run = 1; run <= stand.plan().runs(); run++) {
            stand.tell(what + ": run " + run + ", " + charges + " charges");
            runs.add(ledger.run(charges));
        }
        return runs;
    }

    static List<Series> series(String part, List<Ledger.Run> runs) {
        List<Series> series = new ArrayList<>();
        series.add(Stand.series(part + ": charges confirmed", Stand.PER_SECOND, runs, Ledger.Run::perSecond));
        for (Consumer consumer : Consumer.values()) {
            series.add(Stand.series(
                    part + ": processor time a charge, " + consumer.name().toLowerCase(Locale.ROOT),
                    Stand.MILLIS,
                    runs,
                    run -> run.processorMillis().get(consumer)));
        }
        return series;
    }
}
