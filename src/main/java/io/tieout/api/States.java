package io.tieout.api;

import io.tieout.connection.ChangeRefused;
import io.tieout.domain.posting.PostingState;
import io.tieout.store.view.EventQueries.Aside;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads names of states as callers send them. */
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

    /** @throws ChangeRefused when events of this state are not listed */
    static Aside ofEvent(String name) {
        Optional<Aside> known = Stream.of(Aside.values())
                .filter(state -> state.name().equals(name))
                .findFirst();
        return known.orElseThrow(() -> ChangeRefused.invalid("state", "must be IGNORED or DEAD"));
    }
}
