package io.tieout.bench;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The measurements. Each part has processes and a database of its own. */
public final class Bench {
    private final Rig rig;
    private final Clock clock;
    private final Consumer<String> progress;

    /**
     * A bench.
     *
     * @param rig starts what is measured
     * @param clock the time that notifications carry
     * @param progress is told in a line what happens now
     */
    public Bench(Rig rig, Clock clock, Consumer<String> progress) {
        this.rig = rig;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Measures, and answers each quantity over all runs.
     *
     * @throws IllegalStateException when something doesn't come to its end; the message says what
     */
    public List<Series> run(Plan plan) {
        Stand stand = new Stand(rig, Calls.client(), clock, plan, progress);
        List<Series> all = new ArrayList<>();
        for (Part part : Part.values()) {
            if (plan.parts().contains(part)) {
                all.addAll(measured(part, stand));
            }
        }
        return all;
    }

    private static List<Series> measured(Part part, Stand stand) {
        return switch (part) {
            case DOOR -> new DoorPart(stand).measure();
            case LEDGER -> new LedgerPart(stand).measure();
            case PROCESSES -> new ProcessesPart(stand).measure();
            case START -> new StartPart(stand).measure();
            case GROWTH -> new GrowthPart(stand).measure();
        };
    }
}
