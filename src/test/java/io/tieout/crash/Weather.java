package io.tieout.crash;

import io.tieout.crash.Act.Remote;
import io.tieout.crash.Plan.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws what goes wrong on the way: answers, webhooks, the pace of EBS. */
final class Weather {
    private static final Duration BETWEEN_FAULTS = Duration.ofMillis(1_500);
    private static final Duration BETWEEN_MODES = Duration.ofSeconds(6);
    private static final Duration BETWEEN_AIMS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_SPELLS = Duration.ofSeconds(20);
    private static final Duration SPELL = Duration.ofSeconds(4);
    private static final int STORM = 12;
    private static final int REFUSALS = 3;

    private static final List<String> READS =
            List.of("GET /v1/charges/{id}", "GET /v1/refunds", "GET /v1/disputes", "GET /v1/events", "GET /v1/account");
    private static final List<String> CALLS = List.of(
            "LOAD_JOURNALS",
            "LOAD_JOURNALS",
            "SUBMIT_IMPORT",
            "FIND_REFERENCES",
            "GET_REQUEST",
            "GET_JOURNAL_LINES",
            "GET_GROUP_ROWS",
            "GET_OPEN_ITEMS",
            "GET_ITEMS",
            "GET_PERIODS",
            "REGROUP",
            "CLOSE_REFERENCES");
    /** More often those by which money could be doubled. */
    private static final List<String> GENERAL = List.of(
            "answer-lost",
            "answer-lost",
            "lands-late",
            "lands-late",
            "latency",
            "reset",
            "half-page",
            "malformed",
            "status-500",
            "html-503",
            "status-429");

    private static final List<String> MODES =
            List.of("prompt", "late", "twice", "out-of-order", "chance", "chance", "never");
    private static final List<String> OF_PEOPLE = List.of(
            "import-error",
            "import-error",
            "import-error",
            "person-imports",
            "person-imports",
            "period-closed",
            "person-deletes");

    private final Random random;
    private final Duration length;

    Weather(Random random, Duration length) {
        this.random = random;
        this.length = length;
    }

    List<Timed> draw(int processes) {
        List<Timed> acts = new ArrayList<>();
        Plan.spread(count(BETWEEN_FAULTS), length, (index, at) -> acts.add(new Timed(at, fault(index))));
        Plan.spread(count(BETWEEN_MODES), length, (index, at) -> acts.add(new Timed(at, mode())));
        Plan.spread(
                count(BETWEEN_AIMS),
                length,
                (index, at) -> acts.add(new Timed(at, new Act.Aim(random.nextInt(processes)))));
        Plan.spread(count(BETWEEN_SPELLS), length, (index, at) -> {
            acts.add(new Timed(at, new Act.Slow(Duration.ofMillis(200 + random.nextInt(1_300)))));
            acts.add(new Timed(at.plus(SPELL), new Act.Slow(Duration.ZERO)));
        });
        return acts;
    }

    private int count(Duration between) {
        return (int) (length.toMillis() / between.toMillis());
    }

    private Act mode() {
        return new Act.Deliver(one(MODES), Duration.ofMillis(500 + random.nextInt(4_000)));
    }

    /** In turn: a fault of any kind at either side, what people do in EBS, a storm of refusals. */
    private Act fault(int index) {
        return switch (index % 8) {
            case 2 -> person();
            case 5 -> storm();
            case 0, 4 -> general(Remote.STRIPE, one(READS));
            default -> general(Remote.EBS, one(CALLS));
        };
    }

    private Act general(Remote remote, String operation) {
        return new Act.Break(remote, operation, one(GENERAL), 1 + random.nextInt(3), delay());
    }

    private Act person() {
        String operation = random.nextBoolean() ? "LOAD_JOURNALS" : "SUBMIT_IMPORT";
        return new Act.Break(Remote.EBS, operation, one(OF_PEOPLE), 1, delay());
    }

    private Act storm() {
        boolean refused = random.nextInt(4) == 0;
        String fault = refused ? "status-401" : "status-429";
        int times = refused ? REFUSALS : STORM;
        // Customers call Stripe too, and they should get through.
        return random.nextBoolean()
                ? new Act.Break(Remote.STRIPE, READS.get(0), fault, times, delay())
                : new Act.Break(Remote.EBS, "*", fault, times, delay());
    }

    /** Some are longer than the application waits for EBS, so that calls land after it gave up. */
    private Duration delay() {
        return Duration.ofMillis(300 + random.nextInt(5_700));
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
