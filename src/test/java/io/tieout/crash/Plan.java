package io.tieout.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What is done, and when: drawn from the seed alone, so that the same settings give the same plan.
 *
 * @param orders what customers pay, in their order
 * @param acts everything that is done, in the order of its time
 * @param offsets by how much the clock of each process is wrong
 * @param length from the first act to the calm
 */
record Plan(List<Order> orders, List<Timed> acts, List<Duration> offsets, Duration length) {
    private static final int ORDERS_PER_SECOND = 4;
    private static final int SECONDS_PER_KILL = 30;
    private static final int SECONDS_PER_RESTART = 25;
    private static final int RESTARTS_PER_SIMULATORS = 5;
    private static final int LEAST_SECONDS = 20;
    private static final int MOST_MINUTES_WITHIN_TOLERANCE = 4;
    private static final int MOST_MINUTES = 60;

    Plan {
        orders = List.copyOf(orders);
        acts = List.copyOf(acts);
        offsets = List.copyOf(offsets);
    }

    /** An act and its time, counted from the begin. */
    record Timed(Duration at, Act act) {}

    /** Draws the plan of these settings. */
    static Plan of(Settings settings) {
        Duration length = length(settings);
        List<Order> orders = Orders.draw(settings.charges(), random(settings, "orders"));
        List<Timed> acts = new ArrayList<>();
        spread(orders.size(), length, (index, at) -> acts.add(new Timed(at, new Act.Pay(orders.get(index)))));
        Random deaths = random(settings, "deaths");
        scatter(settings.kills(), length, deaths, at -> acts.add(new Timed(at, kill(settings, deaths))));
        scatter(
                settings.restarts(),
                length,
                deaths,
                at -> acts.add(new Timed(at, new Act.RestartDatabase(deaths.nextBoolean()))));
        scatter(
                (settings.restarts() + RESTARTS_PER_SIMULATORS - 1) / RESTARTS_PER_SIMULATORS,
                length,
                random(settings, "simulators"),
                at -> acts.add(new Timed(at, new Act.KillSimulators())));
        acts.addAll(new Weather(random(settings, "weather"), length).draw(settings.processes()));
        acts.addAll(new Clerks(random(settings, "clerk"), length).draw(orders.size()));
        acts.sort(Comparator.comparing(Timed::at));
        return new Plan(orders, acts, offsets(settings.processes(), random(settings, "clocks")), length);
    }

    /** Each part of the plan has lots of its own, so that a change of one leaves the others as they are. */
    private static Random random(Settings settings, String part) {
        return new Random(settings.seed() * 31 + part.hashCode());
    }

    private static Duration length(Settings settings) {
        if (settings.seconds() > 0) {
            return Duration.ofSeconds(settings.seconds());
        }
        int seconds = Math.max(settings.charges() / ORDERS_PER_SECOND, settings.kills() * SECONDS_PER_KILL);
        return Duration.ofSeconds(
                Math.max(Math.max(seconds, settings.restarts() * SECONDS_PER_RESTART), LEAST_SECONDS));
    }

    /** So many moments, evenly over the time. */
    static void spread(int count, Duration length, BiConsumer<Integer, Duration> each) {
        for (int i = 0; i < count; i++) {
            each.accept(i, length.multipliedBy(2L * i + 1).dividedBy(2L * count));
        }
    }

    /**
     * So many moments, each anywhere in the time: what breaks doesn't wait until the last has recovered, so some lie close
     * together.
     */
    private static void scatter(int count, Duration length, Random random, Consumer<Duration> each) {
        for (int i = 0; i < count; i++) {
            each.accept(Duration.ofMillis((long) (random.nextDouble() * length.toMillis())));
        }
    }

    private static Act kill(Settings settings, Random random) {
        return new Act.Kill(random.nextInt(settings.processes()), Duration.ofMillis(random.nextInt(2_500)));
    }

    /** The first clock is right; every third is so wrong that signatures of webhooks seem too old or too new. */
    private static List<Duration> offsets(int processes, Random random) {
        List<Duration> offsets = new ArrayList<>(List.of(Duration.ZERO));
        while (offsets.size() < processes) {
            int most = offsets.size() % 3 == 2 ? MOST_MINUTES : MOST_MINUTES_WITHIN_TOLERANCE;
            int seconds = 60 + random.nextInt((most - 1) * 60);
            offsets.add(Duration.ofSeconds(random.nextBoolean() ? seconds : -seconds));
        }
        return offsets;
    }
}
