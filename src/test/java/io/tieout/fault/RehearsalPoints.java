package io.tieout.fault;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jboss.logging.Logger;

/** The points of {@link io.tieout.flow.Rehearsal}: at which of them crashes are rehearsed, and why not at the others. */
final class RehearsalPoints {
    private static final Logger LOG = Logger.getLogger(RehearsalPoints.class);
    private static final String CHARGES = "stripe-charges-to-ebs-ledger/";
    private static final String UPKEEP = "no posting is in its hands; the next look does it again";
    private static final String POLL = "reads lists only; what it finds comes to the steps that are rehearsed";
    private static final String AFTER = "ends alerts of a row whose work is done and written";
    private static final String ERROR = "writes one row about an error; a lost one is a lease that ends";

    private RehearsalPoints() {}

    /** Those that each charge passes on its way into the books. */
    static List<String> onTheWay() {
        return List.of(
                "intake/verify",
                "intake/store",
                "intake/answer",
                "dispatch.events/claim-events",
                "dispatch.events/group-by-payment",
                "dispatch.events-of-payment/last-event-first",
                "stripe-charges-to-ebs-ledger.events/fetch-charges",
                "stripe-charges-to-ebs-ledger.events/record-facts",
                "dispatch.facts/claim-facts",
                CHARGES + "refresh-charge",
                CHARGES + "decide",
                CHARGES + "reserve",
                CHARGES + "release-fact",
                "posting/ready-postings",
                "posting/freeze",
                "dispatch.batches/claim-batches",
                "tracking/look",
                "load leaves",
                "load answered",
                "tracking/load",
                "find leaves",
                "find answered",
                "tracking/find",
                "import leaves",
                "import answered",
                "tracking/import-groups",
                "request leaves",
                "request answered",
                "lines leaves",
                "lines answered",
                "tracking/settle");
    }

    /**
     * Some of those on the way, for who has little time: {@code rehearsal.points} says how many (all without it), and
     * {@code rehearsal.seed}, which is told, draws them again.
     */
    static List<String> drawn() {
        List<String> points = new ArrayList<>(onTheWay());
        int count = Integer.getInteger("rehearsal.points", points.size());
        if (count >= points.size()) {
            return points;
        }
        long seed = Long.getLong("rehearsal.seed", new SecureRandom().nextInt(1_000_000));
        LOG.infof("%d of %d points, drawn with rehearsal.seed=%d", count, points.size(), seed);
        Collections.shuffle(points, new Random(seed));
        return points.subList(0, count);
    }

    /** Those of a group of which the target refuses a line. */
    static List<String> splitting() {
        return List.of("rows leaves", "rows answered", "regroup leaves", "regroup answered", "tracking/repair");
    }

    /** Those of rows whose date is moved. */
    static List<String> amending() {
        return List.of("amend leaves", "amend answered");
    }

    /** Those of a reference that is closed. */
    static List<String> closing() {
        return List.of("close leaves", "close answered");
    }

    /** Where a person is asked. */
    static final String ASKED = CHARGES + "ask-person";

    /** Where a rule holds a charge. */
    static final String SET_ASIDE = CHARGES + "set-aside";

    /** Where a charge is looked at whose posting is in the target. */
    static final String OBSERVED = CHARGES + "observe";

    /** Where the second effect is decided. */
    static final String APPLIED = CHARGES + "apply-later";

    static Set<String> rehearsed() {
        Set<String> points = new LinkedHashSet<>(onTheWay());
        points.addAll(splitting());
        points.addAll(amending());
        points.addAll(closing());
        points.addAll(List.of(ASKED, SET_ASIDE, OBSERVED, APPLIED));
        return points;
    }

    /** The others, each with the reason why no crash is rehearsed there. */
    static Map<String, String> excepted() {
        return Map.ofEntries(
                Map.entry("audit.seal/seal-entries", UPKEEP),
                Map.entry("audit.heads/tell-heads", UPKEEP),
                Map.entry("keys/look-at-keys", UPKEEP),
                Map.entry("reports.completeness/freeze-days", UPKEEP),
                Map.entry("upkeep/payload-months", UPKEEP),
                Map.entry("retention/event-payloads", UPKEEP),
                Map.entry("retention/fact-texts", UPKEEP),
                Map.entry("retention/open-items", UPKEEP),
                Map.entry("retention/seen-events", UPKEEP),
                Map.entry("polling.events/links-with-events", POLL),
                Map.entry("polling.events-of-link/list-events", POLL),
                Map.entry("polling.open-items/links-with-items", POLL),
                Map.entry("polling.items-of-link/mirror-open-items", POLL),
                Map.entry("dispatch.event/event-in-order", AFTER),
                Map.entry("dispatch.fact/fact-in-order", AFTER),
                Map.entry("dispatch.batch/batch-in-order", AFTER),
                Map.entry("failures/give-way", ERROR),
                Map.entry("failures/give-back", ERROR),
                Map.entry("failures/write-next-attempt", ERROR),
                Map.entry("failures/put-question", ERROR),
                Map.entry("failures/dead-letter", ERROR),
                Map.entry("failures/try-again", ERROR));
    }
}
