package io.tieout.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.tieout.connection.Link;
import io.tieout.domain.posting.Move;
import io.tieout.domain.work.Claim;
import io.tieout.flow.Claimed;
import io.tieout.flow.Decision;
import io.tieout.flow.FetchedCharges;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts what steps of the routes did: events, facts and batches by outcome, and polls. What matters is told by the ids
 * of the steps that write; a step of another id only counts as a step.
 */
@ApplicationScoped
class StepMeters {
    private static final Set<String> DECIDING = Set.of("reserve", "ask-person", "set-aside", "observe");
    private static final String RECORDING = "record-facts";
    private static final Map<String, String> FAILING = Map.of(
            "write-next-attempt", "retry",
            "try-again", "retry",
            "put-question", "person",
            "dead-letter", "dead",
            "give-way", "lost");

    private final MeterRegistry meters;

    StepMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts a step that ended; {@code body} is what it was given. */
    void count(String flow, String step, Object body, boolean failed) {
        String outcome = failed ? "failed" : "done";
        meters.counter("tieout.steps", "flow", flow, "step", step, "outcome", outcome)
                .increment();
        if (body instanceof Link link) {
            meters.counter("tieout.polls", "poll", step, "link", link.key(), "outcome", outcome)
                    .increment();
        } else if (!failed) {
            written(step, body)
                    .ifPresent(what -> meters.counter(name(body), "flow", flow, "outcome", what)
                            .increment());
        }
    }

    private static Optional<String> written(String step, Object body) {
        if (FAILING.containsKey(step) && (body instanceof Claim || body instanceof Claimed)) {
            return Optional.of(FAILING.get(step));
        }
        if (DECIDING.contains(step) && body instanceof Decision decision) {
            return Optional.of(decided(decision));
        }
        return step.equals(RECORDING) && body instanceof FetchedCharges fetched
                ? Optional.of(fetched.charges().isEmpty() && fetched.known().isEmpty() ? "ignored" : "done")
                : Optional.empty();
    }

    private static String decided(Decision decision) {
        if (decision instanceof Decision.Post post) {
            return state(post.move());
        }
        if (decision instanceof Decision.Ask ask) {
            return state(ask.move());
        }
        return decision instanceof Decision.SetAside aside ? state(aside.move()) : "underway";
    }

    private static String state(Move move) {
        return move.to().name().toLowerCase(Locale.ROOT);
    }

    private static String name(Object body) {
        Object claim = body instanceof Claimed claimed ? claimed.claim() : body;
        if (claim instanceof Claim.OfFact) {
            return "tieout.facts";
        }
        return claim instanceof Claim.OfEvent ? "tieout.events" : "tieout.batches";
    }
}
