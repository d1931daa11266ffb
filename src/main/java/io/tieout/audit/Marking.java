package io.tieout.audit;

import io.tieout.connection.KeyRing;
import io.tieout.connection.KeySet;
import io.tieout.store.audit.EntryMark;
import io.tieout.store.audit.EntryRow;
import io.tieout.store.audit.WaitingRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;

/** Marks what the program writes into the trail with the key set, and tells it from what somebody else wrote. */
@ApplicationScoped
public class Marking implements EntryMark {
    private final KeySet keys;

    Marking(KeySet keys) {
        this.keys = keys;
    }

    @Override
    public Mark of(EntryRow entry) {
        return with(keys.ring(), entry);
    }

    /** The mark of an entry under the primary key of a ring, for a command that runs without the application. */
    public static Mark with(KeyRing ring, EntryRow entry) {
        return new Mark(ring.primary(), HexFormat.of().formatHex(ring.mac(EntryForm.marked(entry))));
    }

    /** Whether the program wrote this; the ring must know the key of the mark. */
    static boolean isOurs(KeyRing ring, WaitingRow waiting) {
        Mark mark = waiting.mark();
        return ring.sealed(
                mark.keyId(), EntryForm.marked(waiting.entry()), HexFormat.of().parseHex(mark.mark()));
    }
}
