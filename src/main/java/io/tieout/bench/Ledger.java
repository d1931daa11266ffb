package io.tieout.bench;

import io.tieout.bench.Site.Consumer;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Companies whose customers pay, and how long each charge is on its way until it stands confirmed in the ledger. */
final class Ledger {
    /** Companies: each account of Stripe gives 25 charges a second at most, and each ERP is one connection. */
    static final int COMPANIES = 16;

    private static final int PAYERS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double MILLIS_PER_SECOND = 1000.0;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Site site;
    private final List<Company> companies = new ArrayList<>();

    Ledger(Site site, HttpClient http) {
        this.site = site;
        for (int i = 0; i < site.stripes().size(); i++) {
            companies.add(
                    new Company(i, http, site.stripes().get(i), site.erps().get(i)));
        }
    }

    /**
     * What one run saw.
     *
     * @param perSecond charges confirmed a second, from the first notification to the last confirmation
     * @param latencies from the storing of a charge's first notification to its confirmation; of a burst, they say how
     *     long it was
     * @param processorMillis processor time for each charge
     */
    record Run(double perSecond, Latencies latencies, Map<Consumer, Double> processorMillis) {}

    /** Sets all companies up; the webhooks of one after the other go to one application after the other. */
    void setUp(Calls api, List<Application> applications, Work work, Clock clock) {
        for (int i = 0; i < companies.size(); i++) {
            Application application = applications.get(i % applications.size());
            companies.get(i).setUp(api, application.address(), work, LocalDate.now(clock));
        }
    }

    /** Enters the invoices of so many runs of this size, and waits until the application knows them all. */
    void invoice(int runs, int atLeast) {
        companies.forEach(company -> company.invoice(runs * share(atLeast)));
        long wanted = companies.stream().mapToLong(Company::openItems).sum();
        Wait.until(
                () -> site.books().openItems() >= wanted,
                PATIENCE,
                () -> site.books().openItems() + " of " + wanted + " open items are known");
    }

    private int share(int count) {
        return (count + companies.size() - 1) / companies.size();
    }

    /** Pays as many invoices as fit evenly, at least so many, at once, and waits until all of them are confirmed. */
    Run run(int atLeast) {
        return run(atLeast, payment -> Duration.ZERO);
    }

    /** The same with so many a second, each at its time, whatever became of those before it. */
    Run steady(int atLeast, double perSecond) {
        return run(atLeast, payment -> Duration.ofNanos((long) (payment * NANOS_PER_SECOND / perSecond)));
    }

    private Run run(int atLeast, IntFunction<Duration> due) {
        int charges = share(atLeast) * companies.size();
        long before = site.books().lastPosting();
        Map<Consumer, Duration> processors = site.processorTime();
        pay(share(atLeast), due);
        Wait.until(
                () -> site.books().confirmed(before) >= charges,
                PATIENCE,
                () -> "postings are " + site.books().postings());
        List<Books.Way> ways = site.books().ways(before);
        return new Run(
                charges / seconds(ways),
                Latencies.of(ways.stream()
                        .map(way -> Duration.between(way.stored(), way.confirmed()))
                        .toList()),
                each(processors, site.processorTime(), charges));
    }

    private static double seconds(List<Books.Way> ways) {
        Instant first = ways.stream()
                .map(Books.Way::stored)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant last = ways.stream()
                .map(Books.Way::confirmed)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return Duration.between(first, last).toMillis() / MILLIS_PER_SECOND;
    }

    private static Map<Consumer, Double> each(
            Map<Consumer, Duration> before, Map<Consumer, Duration> after, int charges) {
        Map<Consumer, Double> each = new EnumMap<>(Consumer.class);
        after.forEach((consumer, time) ->
                each.put(consumer, (double) time.minus(before.get(consumer)).toMillis() / charges));
        return each;
    }

    private void pay(int each, IntFunction<Duration> due) {
        List<Runnable> payments = new ArrayList<>();
        List<List<Runnable>> byCompany =
                companies.stream().map(company -> company.payments(each)).toList();
        for (int i = 0; i < each; i++) {
            int number = i;
            byCompany.forEach(of -> payments.add(of.get(number)));
        }
        ScheduledExecutorService payers = Executors.newScheduledThreadPool(PAYERS);
        try {
            List<Future<?>> paid = new ArrayList<>();
            for (int i = 0; i < payments.size(); i++) {
                paid.add(payers.schedule(payments.get(i), due.apply(i).toNanos(), TimeUnit.NANOSECONDS));
            }
            paid.forEach(Ledger::result);
        } finally {
            payers.shutdown();
        }
    }

    private static void result(Future<?> paid) {
        try {
            paid.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the measurement was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an invoice could not be paid", e.getCause());
        }
    }
}
