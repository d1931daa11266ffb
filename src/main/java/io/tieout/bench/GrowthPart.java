package io.tieout.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Whether a charge costs the same however many came before it. */
final class GrowthPart {
    private static final long FIRST = 10_000;
    private static final long SECOND = 1_000_000;
    // Runs: Java compiles on for minutes, and the first number of facts would pay for it.
    private static final int WARM_UP = 10;

    private final Stand stand;

    GrowthPart(Stand stand) {
        this.stand = stand;
    }

    List<Series> measure() {
        List<Series> all = new ArrayList<>();
        try (Site site = stand.rig().site(Ledger.COMPANIES);
                Application application = stand.ready(site, Map.of())) {
            Ledger ledger = new Ledger(site, stand.http());
            ledger.setUp(stand.api(application, site.letIn()), List.of(application), Work.usual(), stand.clock());
            warmUp(ledger);
            long most = stand.plan().most();
            LongStream.of(FIRST, SECOND, most)
                    .filter(facts -> facts <= most)
                    .distinct()
                    .forEach(facts -> {
                        stand.tell("Growth: " + facts + " facts are written");
                        site.books().grow(facts);
                        all.addAll(LedgerPart.series(
                                facts + " facts", LedgerPart.runs(stand, ledger, "Growth: " + facts + " facts")));
                    });
        }
        return all;
    }

    private void warmUp(Ledger ledger) {
        int charges = WARM_UP * stand.plan().charges();
        stand.tell("Growth: warm-up, " + charges + " charges");
        ledger.invoice(1, charges);
        ledger.run(charges);
    }
}
