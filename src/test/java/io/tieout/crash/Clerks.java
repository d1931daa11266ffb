package io.tieout.crash;

import io.tieout.crash.Act.Clerk;
import io.tieout.crash.Act.Deed;
import io.tieout.crash.Plan.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws what a person does by hand in the same EBS. */
final class Clerks {
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration CLOSED = Duration.ofSeconds(3);
    private static final int ORDERS_PER_ITEM = 20;
    private static final int NONE = -1;

    private final Random random;
    private final Duration length;

    Clerks(Random random, Duration length) {
        this.random = random;
        this.length = length;
    }

    /** What is done with items goes by the number of orders, most of which should find their invoice; the rest by time. */
    List<Timed> draw(int orders) {
        List<Timed> acts = new ArrayList<>();
        Plan.spread(orders / ORDERS_PER_ITEM, length, (index, at) -> {
            Deed deed = index % 2 == 0 ? Deed.RECEIPT : Deed.DISPUTE;
            acts.add(did(at, deed, random.nextInt(orders)));
        });
        int count = (int) (length.toMillis() / BETWEEN.toMillis());
        Plan.spread(count, length, (index, at) -> acts.addAll(ofEverybody(index % 4, at)));
        return acts;
    }

    private static List<Timed> ofEverybody(int turn, Duration at) {
        return switch (turn) {
            case 0 -> List.of(did(at, Deed.POST, NONE));
            case 1 -> List.of(did(at, Deed.HOLD_POSTING, NONE), did(at.plus(CLOSED), Deed.RESUME_POSTING, NONE));
            case 2 -> List.of(did(at, Deed.CLOSE_PERIOD, NONE), did(at.plus(CLOSED), Deed.OPEN_PERIOD, NONE));
            // A fault may have closed the period too.
            default -> List.of(did(at, Deed.OPEN_PERIOD, NONE));
        };
    }

    private static Timed did(Duration at, Deed deed, int order) {
        return new Timed(at, new Clerk(deed, order));
    }
}
