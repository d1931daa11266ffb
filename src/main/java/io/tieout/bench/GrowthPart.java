package io.tieout.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Whether a charge costs the same however many came before it. Each number of facts has a site of its own, and their runs
 * take turns: neither a machine that is quicker later, nor Java's compiler, can pass for what the facts cost.
 */
final class GrowthPart {
    private static final long FIRST = 10_000;
    private static final long SECOND = 1_000_000;
    // For each run: Java compiles on for minutes.
    private static final int WARM_UPS_EACH = 3;

    private final Stand stand;

    GrowthPart(Stand stand) {
        this.stand = stand;
    }

    /** A site with so many facts in its database, and what its runs saw. */
    private record Grown(long facts, Ledger ledger, List<Ledger.Run> runs) {

        String title() {
            return facts + " facts";
        }
    }

    List<Series> measure() {
        long most = stand.plan().most();
        List<Long> sizes = LongStream.of(FIRST, SECOND, most)
                .filter(facts -> facts <= most)
                .distinct()
                .boxed()
                .toList();
        return measure(sizes, new ArrayList<>());
    }

    /** One site within the other, so that all are closed however it ends. */
    private List<Series> measure(List<Long> sizes, List<Grown> grown) {
        if (sizes.isEmpty()) {
            return runs(grown);
        }
        try (Site site = stand.rig().site(Ledger.COMPANIES);
                Application application = stand.ready(site, Map.of())) {
            grown.add(grow(sizes.get(0), site, application));
            return measure(sizes.subList(1, sizes.size()), grown);
        }
    }

    private Grown grow(long facts, Site site, Application application) {
        Ledger ledger = new Ledger(site, stand.http());
        ledger.setUp(stand.api(application, site.letIn()), List.of(application), Work.usual(), stand.clock());
        int charges = stand.plan().charges();
        int warmUps = WARM_UPS_EACH * stand.plan().runs();
        stand.tell("Growth: warm-up, " + warmUps * charges + " charges");
        ledger.invoice(warmUps + 1 + stand.plan().runs(), charges);
        for (int run = 0; run < warmUps; run++) {
            ledger.run(charges);
        }
        stand.tell("Growth: " + facts + " facts are written");
        site.books().grow(facts);
        // Its plans and pages are made anew after that.
        ledger.run(charges);
        return new Grown(facts, ledger, new ArrayList<>());
    }

    private List<Series> runs(List<Grown> all) {
        for (int run = 1; run <= stand.plan().runs(); run++) {
            for (Grown grown : all) {
                stand.tell("Growth: run " + run + ", " + grown.title());
                grown.runs().add(grown.ledger().run(stand.plan().charges()));
            }
        }
        return all.stream()
                .flatMap(grown -> LedgerPart.series(grown.title(), grown.runs()).stream())
                .toList();
    }
}
