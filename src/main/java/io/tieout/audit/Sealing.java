package io.tieout.audit;

import io.tieout.audit.EntryForm.Place;
import io.tieout.connection.KeyRing;
import io.tieout.connection.KeySet;
import io.tieout.store.audit.ChainRows;
import io.tieout.store.audit.EntryRow;
import io.tieout.store.audit.SealRow;
import io.tieout.store.audit.SealRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Seals a part of what waits of one tenant, in one transaction; over all processes one at a time. */
@ApplicationScoped
class Sealing {
    private final SealRows rows;
    private final ChainRows chain;
    private final KeySet keys;

    Sealing(SealRows rows, ChainRows chain, KeySet keys) {
        this.rows = rows;
        this.chain = chain;
        this.keys = keys;
    }

    /** Seals at most so many entries; answers how many, 0 also when another process is at it. */
    @Transactional
    int seal(String tenant, int most) {
        if (!rows.turn(tenant)) {
            return 0;
        }
        // Read after the lock: what the process before committed is seen.
        Optional<SealRow> head = chain.head(tenant);
        List<SealRow> seals = seals(head, rows.unsealed(tenant, most));
        if (!seals.isEmpty()) {
            rows.append(tenant, seals);
        }
        return seals.size();
    }

    private List<SealRow> seals(Optional<SealRow> head, List<EntryRow> entries) {
        KeyRing ring = keys.ring();
        Instant now = rows.now();
        List<SealRow> seals = new ArrayList<>();
        long number = head.map(SealRow::number).orElse(0L);
        String last = head.map(SealRow::seal).orElse("");
        for (EntryRow entry : entries) {
            number++;
            Place place = new Place(last, number, ring.primary(), now);
            last = HexFormat.of().formatHex(ring.mac(EntryForm.bytes(place, entry)));
            seals.add(new SealRow(number, entry.id(), last, ring.primary(), now));
        }
        return seals;
    }
}
