package io.tieout.launch;

import io.tieout.connection.KeyRing;
import io.tieout.store.keys.SealedRows;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Seals with the primary key what other keys sealed; it may be run again, and then finds what was left. */
final class Resealing {

    private final SealedRows rows;
    private final KeyRing ring;
    private final SortedSet<Long> closed = new TreeSet<>();
    private int done;

    Resealing(SealedRows rows, KeyRing ring) {
        this.rows = rows;
        this.ring = ring;
    }

    /** Looks at every connection. */
    void run() {
        rows.connections().forEach(this::look);
    }

    /** How many connections' credentials were sealed anew. */
    int done() {
        return done;
    }

    /** Numbers of the connections whose credentials no key opens: they were lost before. */
    SortedSet<Long> closed() {
        return closed;
    }

    /** A person may set the credentials meanwhile: then it is those that are looked at. */
    private void look(long connection) {
        Optional<byte[]> old = rows.credentials(connection).filter(this::isOld);
        while (old.isPresent()) {
            byte[] sealed = old.get();
            Optional<byte[]> fresh = fresh(connection, sealed);
            if (fresh.isEmpty()) {
                closed.add(connection);
                return;
            }
            if (rows.replace(connection, sealed, fresh.get())) {
                done++;
                return;
            }
            old = rows.credentials(connection).filter(this::isOld);
        }
    }

    private boolean isOld(byte[] sealed) {
        return KeyRing.keyOf(sealed).orElse(-1) != ring.primary();
    }

    private Optional<byte[]> fresh(long connection, byte[] sealed) {
        String owner = KeyRing.ownerOf(connection);
        return ring.open(owner, sealed).map(opened -> ring.seal(owner, opened));
    }
}
