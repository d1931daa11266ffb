package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.domain.ledger.QuietWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a link's quiet window is open: then nothing of it is frozen or newly loaded; what has left is followed. */
@ApplicationScoped
public class QuietTimes {
    private final Links links;
    private final Clock clock;

    QuietTimes(Links links, Clock clock) {
        this.links = links;
        this.clock = clock;
    }

    /** How long the link of a batch keeps it back; empty when it doesn't. */
    Optional<Duration> left(BatchAtHand batch) {
        return batch.postings().stream()
                .findFirst()
                .flatMap(posting -> links.byId(posting.link()))
                .flatMap(this::left);
    }

    private Optional<Duration> left(Link link) {
        return link.policy()
                .batching()
                .quietWindow()
                .flatMap(window -> window.left(clock.instant(), link.policy().zone()));
    }

    /** What a matched posting of a link waits for, in plain words; empty when no window is open. */
    Optional<String> words(Link link) {
        LedgerPolicy policy = link.policy();
        Instant now = clock.instant();
        return policy.batching()
                .quietWindow()
                .filter(window -> window.end(now, policy.zone()).isPresent())
                .map(window -> words(window, policy));
    }

    private static String words(QuietWindow window, LedgerPolicy policy) {
        return "waits for the end of the quiet window at " + window.to() + " ("
                + policy.zone().getId() + ")";
    }
}
