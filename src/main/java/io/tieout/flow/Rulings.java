package io.tieout.flow;

import io.tieout.connection.ChangeRefused;
import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.posting.Answer;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.batch.Interruptions;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.review.DecisionRow;
import io.tieout.store.review.DecisionRows;
import io.tieout.store.review.NewDecision;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What every decision of a person about a posting that lives, or may live, in the target has in common. */
@ApplicationScoped
class Rulings {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 500;

    private final PostingRows rows;
    private final DecisionRows decisions;
    private final Interruptions interruptions;
    private final Links links;
    private final AuditRows audit;
    private final Clock clock;

    Rulings(
            PostingRows rows,
            DecisionRows decisions,
            Interruptions interruptions,
            Links links,
            AuditRows audit,
            Clock clock) {
        this.interruptions = interruptions;
        this.rows = rows;
        this.decisions = decisions;
        this.links = links;
        this.audit = audit;
        this.clock = clock;
    }

    /** The posting as it stands, not locked: for what is asked of the target before anything is written. */
    PostingRow read(Ruling ruling) {
        return admitted(ruling, rows.byId(ruling.actor().tenant(), ruling.posting()));
    }

    /**
     * The posting, locked until the caller's transaction ends. Its batch is taken away from the worker that may hold it,
     * first: workers lock in that order too.
     *
     * @throws ChangeRefused when the reason is none, or somebody was faster
     */
    PostingRow lock(Ruling ruling) {
        read(ruling).batch().ifPresent(interruptions::of);
        return admitted(ruling, rows.lock(ruling.actor().tenant(), ruling.posting()));
    }

    /**
     * The words that are kept for ever.
     *
     * @throws ChangeRefused when they are none
     */
    static String reason(String text) {
        String words = text.strip();
        if (words.length() < SHORTEST
                || words.length() > LONGEST
                || words.chars().anyMatch(Character::isISOControl)) {
            throw ChangeRefused.invalid(
                    "reason",
                    "is required: " + SHORTEST + " to " + LONGEST
                            + " characters on one line, without personal data, for whoever audits it");
        }
        return words;
    }

    private PostingRow admitted(Ruling ruling, Optional<PostingRow> found) {
        PostingRow posting = found.orElseThrow(() -> ChangeRefused.unknown("posting", Long.toString(ruling.posting())));
        reason(ruling.reason());
        int current = Math.toIntExact(posting.version());
        long seen = ruling.version().orElseThrow(() -> ChangeRefused.versionNeeded(current));
        if (seen != current) {
            throw ChangeRefused.stale(faster(posting, seen));
        }
        return posting;
    }

    private String faster(PostingRow posting, long seen) {
        String now = "; it is " + posting.state().name() + " now (" + posting.reason() + "): read it again";
        return decisions.of(posting.id()).stream()
                        .filter(one -> one.postingVersion() >= seen)
                        .reduce((earlier, later) -> later)
                        .map(Rulings::told)
                        .orElse("it has changed meanwhile")
                + now;
    }

    private static String told(DecisionRow decision) {
        return decision.actor() + " has decided meanwhile (" + ReviewRecords.name(decision.answer()) + ", "
                + decision.decided() + "): " + decision.reason();
    }

    /** Keeps who decided what, and why, in the caller's transaction. */
    void keep(Ruling ruling, PostingRow posting, Answer answer, Map<String, Object> more) {
        String reason = ruling.reason().strip();
        ZoneId zone = links.byId(posting.link())
                .map(Link::policy)
                .<ZoneId>map(policy -> policy.zone())
                .orElse(ZoneOffset.UTC);
        long decision = decisions.add(new NewDecision(
                posting.id(),
                posting.version(),
                posting.factVersion(),
                answer,
                ruling.actor().name(),
                reason,
                Optional.empty(),
                Optional.empty(),
                LocalDate.ofInstant(clock.instant(), zone)));
        Map<String, Object> detail = new HashMap<>(more);
        detail.put("decision", decision);
        detail.put("reason", reason);
        detail.put("version", posting.version());
        detail.put("reference", posting.reference().value());
        detail.put("state", posting.state().name());
        AuditEntry.Subject subject = AuditEntry.Subject.ofPosting(posting.fact(), posting.id());
        audit.write(new AuditEntry(
                posting.tenant(),
                ruling.actor().name(),
                "review." + ReviewRecords.name(answer),
                posting.batch().isPresent() ? subject.inBatch(posting.batch().getAsLong()) : subject,
                detail));
    }
}
