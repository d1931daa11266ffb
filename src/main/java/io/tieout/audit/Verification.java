package io.tieout.audit;

import io.tieout.audit.Finding.Kind;
import io.tieout.connection.KeyRing;
import io.tieout.store.audit.ChainLink;
import io.tieout.store.audit.ChainRows;
import io.tieout.store.audit.ChainRows.Unsealed;
import io.tieout.store.audit.SealRow;
import java.util.List;
import java.util.Optional;

/**
 * Walks a tenant's chain from its first entry and stops at the first thing that is wrong; then looks for entries that
 * stand outside of it. Reads in parts, so memory stays flat however long the chain is.
 */
public final class Verification {
    private static final int PART = 1000;
    private static final long FRESH_SECONDS = 60;

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
        long after = 0;
        Optional<Finding> finding = Optional.empty();
        List<Unsealed> part = rows.unsealed(tenant, after, PART);
        while (!part.isEmpty()) {
            count += part.size();
            if (finding.isEmpty()) {
                finding = part.stream().flatMap(one -> strange(one).stream()).findFirst();
            }
            after = part.get(part.size() - 1).entry();
            part = part.size() < PART ? List.of() : rows.unsealed(tenant, after, PART);
        }
        return new Outside(count, finding);
    }

    private static Optional<Finding> strange(Unsealed one) {
        if (!one.queued()) {
            return Optional.of(Finding.ofEntry(
                    Kind.INSERTED,
                    one.entry(),
                    "entry " + one.entry() + " has no seal and does not wait for one: it was put into the table past "
                            + "the program, changed before it was sealed, or its seal was deleted"));
        }
        if (one.seconds() > FRESH_SECONDS) {
            return Optional.of(Finding.ofEntry(
                    Kind.LATE,
                    one.entry(),
                    "entry " + one.entry() + " has waited for its seal since " + one.at()
                            + ": does the program run, and the route that seals?"));
        }
        return Optional.empty();
    }
}
