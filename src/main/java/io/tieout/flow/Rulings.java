package io.tieout.flow;

import io.tieout.connection.ChangeRefused;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.view.AuditQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What every decision of a person about a posting that lives, or may live, in the target has in common. */
@ApplicationScoped
class Rulings {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 500;

    private final PostingRows rows;
    private final AuditRows audit;
    private final AuditQueries trail;

    Rulings(PostingRows rows, AuditRows audit, AuditQueries trail) {
        this.trail = trail;
        this.rows = rows;
        this.audit = audit;
    }

    /** The posting as it stands, not locked: for what is asked of the target before anything is written. */
    PostingRow read(Ruling ruling) {
        return admitted(ruling, rows.byId(ruling.actor().tenant(), ruling.posting())
                .orElseThrow(() -> unknown(ruling)));
    }

    /**
     * The posting, locked until the caller's transaction ends.
     *
     * @throws ChangeRefused when the reason is none, or somebody was faster
     */
    PostingRow lock(Ruling ruling) {
        return admitted(ruling, rows.lock(ruling.actor().tenant(), ruling.posting())
                .orElseThrow(() -> unknown(ruling)));
    }

    private static ChangeRefused unknown(Ruling ruling) {
        return ChangeRefused.unknown("posting", Long.toString(ruling.posting()));
    }

    private PostingRow admitted(Ruling ruling, PostingRow posting) {
        int length = ruling.reason().strip().length();
        if (length < SHORTEST || length > LONGEST) {
            throw ChangeRefused.invalid("reason", "is needed, in " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (ruling.version().isEmpty()) {
            throw ChangeRefused.versionNeeded((int) posting.version());
        }
        if (ruling.version().getAsLong() != posting.version()) {
            throw ChangeRefused.stale(faster(posting));
        }
        return posting;
    }

    private String faster(PostingRow posting) {
        return trail.ofFact(posting.tenant(), posting.fact()).stream()
                .filter(entry -> entry.posting().equals(OptionalLong.of(posting.id())))
                .filter(entry -> !entry.actor().equals(AuditEntry.SYSTEM))
                .reduce((earlier, later) -> later)
                .map(entry -> "someone was faster: the last decision is " + entry.action() + " by " + entry.actor()
                        + " at " + entry.at() + " (" + entry.text("reason") + "); it is "
                        + posting.state().name() + " now (" + posting.reason() + "): read it again")
                .orElse("it has changed meanwhile and is " + posting.state().name() + " now (" + posting.reason()
                        + "): read it again");
    }

    /** Writes who decided what, and why, in the caller's transaction. */
    void tell(Ruling ruling, PostingRow posting, String action, Map<String, Object> more) {
        Map<String, Object> detail = new HashMap<>(more);
        detail.put("reason", ruling.reason().strip());
        detail.put("reference", posting.reference().value());
        detail.put("state", posting.state().name());
        AuditEntry.Subject subject = AuditEntry.Subject.ofPosting(posting.fact(), posting.id());
        audit.write(new AuditEntry(
                posting.tenant(),
                ruling.actor().name(),
                action,
                posting.batch().isPresent() ? subject.inBatch(posting.batch().getAsLong()) : subject,
                detail));
    }
}
