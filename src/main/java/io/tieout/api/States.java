package io.tieout.api;

import io.tieout.connection.ChangeRefused;
import io.tieout.domain.posting.PostingState;
import io.tieout.store.view.EventQueries.Aside;
import io.tieout.store.view.ReviewKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads names of states and kinds as callers send them. */
final class States {
    private States() {}

    /** @throws ChangeRefused when no posting has such a state */
    static String ofPosting(String name) {
        try {
            return PostingState.of(name, false).name();
        } catch (IllegalArgumentException e) {
            throw ChangeRefused.invalid(
                    "state",
                    "must be WAITING, MATCHED, SENDING, SENT, CONFIRMED, HELD, REVIEW, GONE,"
                            + " DEAD, IGNORED or REVERSED");
        }
    }

    /** @throws ChangeRefused when no batch has such a state */
    static String ofBatch(String name) {
        if (!List.of("FROZEN", "LOADED", "FAILED", "DONE").contains(name)) {
            throw ChangeRefused.invalid("state", "must be FROZEN, LOADED, FAILED or DONE");
        }
        return name;
    }

    /** @throws ChangeRefused when no question is of such a kind */
    static ReviewKind ofReview(String name) {
        Optional<ReviewKind> known = Stream.of(ReviewKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst();
        return known.orElseThrow(
                () -> ChangeRefused.invalid("kind", "must be QUESTION, ON_ACCOUNT, HELD, LIVE or GONE"));
    }

    /** @throws ChangeRefused when it is no duration */
    static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw ChangeRefused.invalid("olderThan", "is no duration of ISO 8601: write it as P3D or PT12H");
        }
    }

    /** @throws ChangeRefused when events of this state are not listed */
    static Aside ofEvent(String name) {
        Optional<Aside> known = Stream.of(Aside.values())
                .filter(state -> state.name().equals(name))
                .findFirst();
        return known.orElseThrow(() -> ChangeRefused.invalid("state", "must be IGNORED or DEAD"));
    }
}
