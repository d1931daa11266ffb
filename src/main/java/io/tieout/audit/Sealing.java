package io.tieout.audit;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import io.tieout.audit.EntryForm.Place;
import io.tieout.connection.KeyRing;
import io.tieout.connection.KeySet;
import io.tieout.store.audit.ChainRows;
import io.tieout.store.audit.EntryRow;
import io.tieout.store.audit.SealRow;
import io.tieout.store.audit.SealRows;
import io.tieout.store.audit.WaitingRow;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Seals a part of what waits of one tenant, in one transaction; over all processes one at a time. */
@ApplicationScoped
class Sealing {
    private static final Logger LOG = Logger.getLogger(Sealing.class);

    private final SealRows rows;
    private final ChainRows chain;
    private final KeySet keys;
    private final Alerts alerts;

    Sealing(SealRows rows, ChainRows chain, KeySet keys, Alerts alerts) {
        this.rows = rows;
        this.chain = chain;
        this.keys = keys;
        this.alerts = alerts;
    }

    /**
     * Seals at most so many entries; answers how many, 0 also when another process is at it. What the program did not
     * write is not sealed but told; what was marked with a key that this process has not read yet waits.
     */
    @Transactional
    int seal(String tenant, int most) {
        if (!rows.turn(tenant)) {
            return 0;
        }
        KeyRing ring = keys.ring();
        // Read after the lock: what the process before committed is seen.
        Optional<SealRow> head = chain.head(tenant);
        List<Long> again = rows.dropSealed(tenant);
        if (!again.isEmpty()) {
            LOG.errorf(
                    "audit.relisted entries that have their seal were listed to be sealed again tenant=%s entries=%s",
                    tenant, again);
        }
        Map<Boolean, List<EntryRow>> ours = rows.unsealed(tenant, ring.known(), most).stream()
                .collect(partitioningBy(
                        waiting -> waiting.entry().tenant().equals(tenant) && Marking.isOurs(ring, waiting),
                        mapping(WaitingRow::entry, toList())));
        List<SealRow> seals = seals(ring, head, ours.getOrDefault(true, List.of()));
        if (!seals.isEmpty()) {
            rows.append(tenant, seals);
        }
        List<Long> foreign =
                ours.getOrDefault(false, List.of()).stream().map(EntryRow::id).toList();
        if (!foreign.isEmpty()) {
            tell(tenant, foreign);
        }
        return seals.size();
    }

    private List<SealRow> seals(KeyRing ring, Optional<SealRow> head, List<EntryRow> entries) {
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

    /** Entries with a false mark wait no longer: verification names them from now on. */
    private void tell(String tenant, List<Long> foreign) {
        rows.drop(tenant, foreign);
        LOG.errorf("audit.foreign entries that the program did not write tenant=%s entries=%s", tenant, foreign);
        alerts.raise(
                tenant,
                "audit-chain",
                "tenant:" + tenant,
                "the audit trail has entries that the program did not write, or that were changed before they were "
                        + "sealed: " + foreign + "; somebody changed the database: see audit verify");
    }
}
