package io.tieout.bench;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** The measurements, in order: the way to the ledger first, since the door leaves a queue of notifications behind. */
public final class Bench {
    /** Charges that are paid before it counts. */
    public static final int WARM_UP_CHARGES = 19;

    private static final int MEDIAN = 50;
    private static final int P95 = 95;
    private static final int P99 = 99;
    private static final String PER_SECOND = "1/s";
    private static final String MILLIS = "ms";

    private final Trial trial;
    private final Clock clock;
    private final Consumer<String> progress;

    /**
     * A bench.
     *
     * @param trial a fresh trial, which may still be starting
     * @param clock the time that notifications carry
     * @param progress is told in a line what happens now
     */
    public Bench(Trial trial, Clock clock, Consumer<String> progress) {
        this.trial = trial;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Waits for the trial, measures, and answers each quantity over all runs.
     *
     * @throws IllegalStateException when something doesn't come to its end; the message says what
     */
    public List<Series> run(Plan plan) {
        HttpClient http = Calls.client();
        Calls api = new Calls(http, trial.application(), Map.of("Authorization", "Bearer " + trial.token()));
        Calls stripe = new Calls(http, trial.stripe(), Preparation.stripeAccount());
        Preparation preparation = new Preparation(api, stripe, new Calls(http, trial.ebs(), Map.of()));
        Preparation.awaitReady(new Calls(http, trial.management(), Map.of()));
        preparation.unlimit();
        List<Series> all = new ArrayList<>(ledger(new Ledger(api, stripe, enough(preparation.invoices(), plan)), plan));
        SignedEvents events = new SignedEvents(preparation.newSigningSecret(), clock);
        all.addAll(door(new Door(http, trial.application().resolve("/webhooks/stripe/acme-stripe"), events), plan));
        return all;
    }

    private static List<String> enough(List<String> invoices, Plan plan) {
        int most = (invoices.size() - WARM_UP_CHARGES) / plan.runs();
        if (plan.charges() > most) {
            throw new IllegalStateException("the sandbox has invoices for " + most + " charges a run");
        }
        return invoices;
    }

    private List<Series> ledger(Ledger ledger, Plan plan) {
        progress.accept("Way to the ledger: warm-up with " + WARM_UP_CHARGES + " charges");
        ledger.run(WARM_UP_CHARGES);
        List<Ledger.Run> runs = new ArrayList<>();
        for (int run = 1; run <= plan.runs(); run++) {
            progress.accept("Way to the ledger: run " + run + ", " + plan.charges() + " charges");
            runs.add(ledger.run(plan.charges()));
        }
        return List.of(
                series(
                        "ledger: notification stored to CONFIRMED, median",
                        MILLIS,
                        runs,
                        run -> run.latencies().percentileMillis(MEDIAN)),
                series(
                        "ledger: notification stored to CONFIRMED, p95",
                        MILLIS,
                        runs,
                        run -> run.latencies().percentileMillis(P95)),
                series("ledger: postings confirmed", PER_SECOND, runs, Ledger.Run::perSecond));
    }

    private List<Series> door(Door door, Plan plan) {
        // As long as a run: on two cores Java is still compiling after half of it.
        progress.accept("Door: warm-up, " + plan.door().toSeconds() + " seconds");
        door.run(plan.door());
        List<Door.Run> runs = new ArrayList<>();
        for (int run = 1; run <= plan.runs(); run++) {
            progress.accept(
                    "Door: run " + run + ", " + plan.door().toSeconds() + " seconds, " + Door.SENDERS + " senders");
            runs.add(door.run(plan.door()));
        }
        return List.of(
                series("door: webhooks accepted", PER_SECOND, runs, Door.Run::perSecond),
                series(
                        "door: answer 200, p50",
                        MILLIS,
                        runs,
                        run -> run.latencies().percentileMillis(MEDIAN)),
                series(
                        "door: answer 200, p99",
                        MILLIS,
                        runs,
                        run -> run.latencies().percentileMillis(P99)),
                series("door: webhooks refused or lost", "count", runs, Door.Run::refused));
    }

    private static <T> Series series(String what, String unit, List<T> runs, ToDoubleFunction<T> value) {
        return new Series(what, unit, runs.stream().map(value::applyAsDouble).toList());
    }
}
