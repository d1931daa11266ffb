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
    // Runs: Java compiles on for minutes.
    private static final int WARM_UP = 10;

    private final Stand stand;

    GrowthPart(Stand stand) {
        this.stand = stand;
    }

    /** A site with so many facts in its database, and what its runs saw. */
    private record Grown(long facts, Site site, Ledger ledger, List<Ledger.Run> runs) {

        String title() {
            return facts + " facts";
        }
    }

    List<Series> measure() {
        List<Grown> all = new ArrayList<>();
        try {
            sizes().forEach(facts -> all.add(begun(facts)));
            all.forEach(this::ready);
            for (int run = 1; run <= stand.plan().runs(); run++) {
                for (Grown grown : all) {
                    stand.tell("Growth: run " + run + ", " + grown.title());
                    grown.runs().add(grown.ledger().run(stand.plan().charges()));
                }
            }
            return all.stream()
                    .flatMap(grown -> LedgerPart.series(grown.title(), grown.runs()).stream())
                    .toList();
        } finally {
            all.forEach(grown -> grown.site().close());
        }
    }

    private LongStream sizes() {
        long most = stand.plan().most();
        return LongStream.of(FIRST, SECOND, most).filter(facts -> facts <= most).distinct();
    }

    private Grown begun(long facts) {
        Site site = stand.rig().site(Ledger.COMPANIES);
        Application application = stand.ready(site, Map.of());
        Ledger ledger = new Ledger(site, stand.http());
        ledger.setUp(stand.api(application, site.letIn()), List.of(application), Work.usual(), stand.clock());
        return new Grown(facts, site, ledger, new ArrayList<>());
    }

    private void ready(Grown grown) {
        stand.tell("Growth: " + grown.title() + " are written");
        grown.site().books().grow(grown.facts());
        int charges = stand.plan().charges();
        stand.tell("Growth: warm-up with " + grown.title() + ", " + WARM_UP * charges + " charges");
        grown.ledger().invoice(WARM_UP + stand.plan().runs(), charges);
        for (int run = 0; run < WARM_UP; run++) {
            grown.ledger().run(charges);
        }
    }
}
