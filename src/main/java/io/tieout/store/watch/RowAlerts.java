package io.tieout.store.watch;

import io.tieout.domain.work.Claim;
import io.tieout.store.Leased;
import java.util.List;

/**
 * Alerts about rows that workers claim. Only who holds a row raises them, and proves that in the same transaction: so
 * the next claim of the row sees whether there is something to clear.
 */
public final class RowAlerts {
    /** A row can't go on until a person has mended something. */
    public static final String ASKED = "needs-person";

    /** A row was given up, and no posting shows it. */
    public static final String DEAD = "dead-letter";

    /** A batch that never works; what may live in a target is not given up. */
    public static final String STUCK = "batch-stuck";

    /** A batch is on its way for too long. */
    public static final String LATE = "batch-late";

    /** The target refuses a whole load. */
    public static final String REJECTED = "batch-rejected";

    /** The target refuses to close references of a batch. */
    public static final String UNCLOSED = "close-rejected";

    /** Imports of a batch don't go on. */
    public static final String IMPORT = "import-stuck";

    /** Those that say that the work on a row fails. */
    public static final List<String> FAILED = List.of(ASKED, DEAD, STUCK);

    private static final String KINDS =
            "'" + String.join("', '", ASKED, DEAD, STUCK, LATE, REJECTED, UNCLOSED, IMPORT) + "'";

    private RowAlerts() {}

    /** What alerts about a row call it, whoever has claimed it. */
    public static String subject(Claim claim) {
        return Leased.table(claim) + ":" + claim.id();
    }

    /**
     * SQL of the column {@code alerted} of a claim that has just been made. An error of the last attempt counts too: an
     * alert that was written while the claim waited for the row is not seen by it, but the row is.
     *
     * @param kind what the alerts' subjects begin with
     * @param row name of the claimed row in the statement
     */
    public static String alerted(String kind, String row) {
        return """
                %2$s.last_error is not null or exists (select 1 from alert a
                  where a.kind in (%3$s) and a.subject = '%1$s:' || %2$s.id and a.cleared_at is null) as alerted""".formatted(kind, row, KINDS);
    }
}
