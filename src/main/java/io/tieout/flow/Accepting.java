package io.tieout.flow;

import io.tieout.connection.ChangeRefused;
import io.tieout.domain.posting.PostingState;
import io.tieout.store.posting.PostingRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** A person accepts what stands in the books where it differs from what was sent (protocol.md move 8). */
@ApplicationScoped
public class Accepting {
    private final Rulings rulings;
    private final WhatStands stands;
    private final AcceptedWrites writes;

    Accepting(Rulings rulings, WhatStands stands, AcceptedWrites writes) {
        this.rulings = rulings;
        this.stands = stands;
        this.writes = writes;
    }

    /**
     * Accepts it: the posting is confirmed, and its allocation follows the books where they name the items.
     *
     * @param seen the summary of the lines that the person saw ({@link WhatStands.Seen#summary})
     * @throws ChangeRefused when other lines stand now, not all of them are posted, or the state does not allow it
     */
    @Transactional(Transactional.TxType.NEVER)
    public void accept(Ruling ruling, String seen) {
        PostingRow posting = rulings.read(ruling);
        if (!(posting.state() instanceof PostingState.LiveReview)) {
            throw ChangeRefused.conflict(
                    "only a question about what stands in the target can be answered so: this one is "
                            + posting.state().name());
        }
        WhatStands.Seen now = stands.read(posting);
        if (!now.posted()) {
            throw ChangeRefused.conflict("only what is posted in the books can be accepted: " + now.words());
        }
        if (!now.summary().equals(seen)) {
            throw ChangeRefused.conflict("other lines stand in the books than those that you saw: look again");
        }
        writes.accept(ruling, now);
    }
}
