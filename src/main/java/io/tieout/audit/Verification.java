package io.tieout.audit;

import io.tieout.audit.Finding.Kind;
import io.tieout.connection.KeyRing;
import io.tieout.store.audit.ChainLink;
import io.tieout.store.audit.ChainRows;
import io.tieout.store.audit.ChainRows.Unsealed;
import io.tieout.store.audit.SealRow;
import io.tieout.store.audit.WaitingRow;
import java.util.List;
import java.util.Optional;

/**
 * Walks a tenant's chain from its first entry and stops at the first thing that is wrong; then looks for entries that
 * stand outside of it. Reads in parts, so memory stays flat however long the chain is.
 */
public final class Verification {
    private static final int PART = 1000;

    private final ChainRows rows;
    private final KeyRing keys;

    public Verification(ChainRows rows, KeyRing keys) {
        this.rows = rows;
        this.keys = keys;
    }

    /**
     * Verifies the chain as it stands now.
     *
     * @param kept a head that left the database earlier: the chain must still lead through it
     */
    public Verdict verify(String tenant, Optional<Head> kept) {
        Optional<Head> head = rows.head(tenant).map(Head::of);
        Walk walk = new Walk(tenant, new ChainCheck(keys, kept));
        Optional<Finding> finding = walk.to(head.map(Head::number).orElse(0L));
        if (finding.isEmpty()) {
            finding = cut(walk.check.checked(), kept);
        }
        Outside outside = outside(tenant);
        return new Verdict(tenant, walk.check.checked(), head, outside.count(), finding.or(outside::finding));
    }

    private static Optional<Finding> cut(long last, Optional<Head> kept) {
        return kept.filter(head -> head.number() > last)
                .map(head -> Finding.atNumber(
                        Kind.CUT,
                        last + 1,
                        "the chain ends at number " + last + ", but a head with number " + head.number()
                                + " was kept: the entries from number " + (last + 1) + " on were cut off"));
    }

    /** One walk along a chain. */
    private final class Walk {
        private final String tenant;
        private final ChainCheck check;

        Walk(String tenant, ChainCheck check) {
            this.tenant = tenant;
            this.check = check;
        }

        /** Goes on to this number; what is sealed meanwhile is left to the next verification. */
        Optional<Finding> to(long last) {
            while (check.checked() < last) {
                List<ChainLink> part = rows.after(tenant, check.checked(), PART);
                if (part.isEmpty()) {
                    return Optional.of(check.gap(last + 1));
                }
                for (ChainLink link : part) {
                    Optional<Finding> finding = check.next(link, () -> follower(link.seal()));
                    if (finding.isPresent()) {
                        return finding;
                    }
                }
            }
            return Optional.empty();
        }

        private Optional<ChainLink> follower(SealRow seal) {
            return rows.after(tenant, seal.number(), 1).stream().findFirst();
        }
    }

    /** What stands outside of the chain. */
    private record Outside(long count, Optional<Finding> finding) {}

    private Outside outside(String tenant) {
        long count = 0;
        // From the lowest number on: whoever may insert chooses ids below 1, too.
        long after = Long.MIN_VALUE;
        Optional<Finding> finding = Optional.empty();
        List<Unsealed> part = rows.unsealed(tenant, after, PART);
        while (!part.isEmpty()) {
            count += part.size();
            if (finding.isEmpty()) {
                finding = part.stream().flatMap(one -> strange(one).stream()).findFirst();
            }
            after = part.get(part.size() - 1).entry().id();
            part = part.size() < PART ? List.of() : rows.unsealed(tenant, after, PART);
        }
        return new Outside(count, finding);
    }

    private Optional<Finding> strange(Unsealed one) {
        if (one.elsewhere().isPresent()) {
            return found(
                    Kind.INSERTED,
                    one,
                    "has a seal in the chain of tenant " + one.elsewhere().get() + ", not in that of its own: the seal "
                            + "was put into the table past the program");
        }
        return one.mark()
                .map(mark -> waiting(one, new WaitingRow(one.entry(), mark)))
                .orElseGet(() -> found(
                        Kind.INSERTED,
                        one,
                        "has no seal and does not wait for one: it was put into the table past the program, changed "
                                + "before it was sealed, or its seal was deleted"));
    }

    /** A process may mark with a key that this key set has not got yet, for the minute until it is read. */
    private Optional<Finding> waiting(Unsealed one, WaitingRow row) {
        long key = row.mark().keyId();
        if (keys.knows(key) && !Marking.isOurs(keys, row)) {
            return found(
                    Kind.INSERTED,
                    one,
                    "waits for its seal with a false mark: it was put into the table past the program, or changed "
                            + "since");
        }
        if (one.young()) {
            return Optional.empty();
        }
        return keys.knows(key)
                ? found(
                        Kind.LATE,
                        one,
                        "has waited for its seal since " + one.entry().at()
                                + ": does the program run, and the route that seals?")
                : found(
                        Kind.UNKNOWN_KEY,
                        one,
                        "waits for its seal with a mark of key " + key + ", which this key set does not have: use the "
                                + "key set of this installation; if it is that, the entry was put into the table past "
                                + "the program");
    }

    private static Optional<Finding> found(Kind kind, Unsealed one, String what) {
        long id = one.entry().id();
        return Optional.of(Finding.ofEntry(kind, id, "entry " + id + " " + what));
    }
}
