package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.domain.matching.Candidate;
import io.tieout.domain.matching.Choice;
import io.tieout.domain.matching.Choice.Checked;
import io.tieout.domain.matching.Distribution;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Answer;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.item.OpenItemRows;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.review.DecisionRow;
import io.tieout.store.review.DecisionRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what people have decided, and finds out whether it can be carried out still. */
@ApplicationScoped
public class Choices {
    private static final Set<Answer> WHERE = Set.of(Answer.ALLOCATE, Answer.UNAPPLIED);

    private final DecisionRows decisions;
    private final OpenItemRows items;
    private final AuditRows audit;

    Choices(DecisionRows decisions, OpenItemRows items, AuditRows audit) {
        this.decisions = decisions;
        this.items = items;
        this.audit = audit;
    }

    /** A decision that can be carried out, and how. */
    record Able(DecisionRow decision, Distribution distribution) {}

    /** What stands about a posting. */
    Answered of(PostingRow posting) {
        return new Answered(decisions.of(posting.id()));
    }

    /**
     * How the standing decision is carried out. One that can't be any more is voided, in the caller's transaction, and
     * says so in the audit trail: the question is put again.
     *
     * @param amount all that there is to distribute
     * @param customerKnown whether the payer's customer is known
     */
    Optional<Able> carryOut(PostingRow posting, Link link, Money amount, boolean customerKnown) {
        Optional<DecisionRow> chosen = of(posting).chosen();
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        DecisionRow decision = chosen.get();
        Checked checked = check(posting, link, Answered.choice(decision), new Paid(amount, customerKnown));
        if (checked instanceof Checked.Good good) {
            return Optional.of(new Able(decision, good.distribution()));
        }
        lapse(posting, decision, ((Checked.Bad) checked).words());
        return Optional.empty();
    }

    /** Voids a standing decision that can't be carried out any more, in the caller's transaction. */
    void lapse(PostingRow posting, DecisionRow decision, String reason) {
        String why = "what " + decision.actor() + " decided can't be done any more: " + reason;
        decisions.voidAll(posting.id(), WHERE, AuditEntry.SYSTEM, why);
        audit.write(new AuditEntry(
                posting.tenant(),
                AuditEntry.SYSTEM,
                "review.voided",
                AuditEntry.Subject.ofPosting(posting.fact(), posting.id()),
                Map.of("decision", decision.id(), "reason", why)));
    }

    /** Says, for the question that is put again, why a decision could not be carried out; else empty. */
    String lapsed(PostingRow posting) {
        return posting.version() == 1
                ? ""
                : of(posting).lapsed().map(why -> why + "; ").orElse("");
    }

    /** What there is to distribute, and whether its payer is known. */
    record Paid(Money amount, boolean customerKnown) {}

    /** Whether a choice can be carried out now, by the mirror of the ERP's open items. */
    Checked check(PostingRow posting, Link link, Choice choice, Paid paid) {
        List<String> ids =
                choice.shares().stream().map(Choice.Share::item).distinct().toList();
        Map<String, Candidate> known = items.byIds(posting.target(), ids, posting.id()).stream()
                .collect(Collectors.toMap(candidate -> candidate.item().id(), Function.identity()));
        return choice.check(new Choice.Frame(
                paid.amount(),
                known,
                link.policy().entities(),
                paid.customerKnown(),
                accounts(link.policy().books().accounts())));
    }

    private static Choice.Accounts accounts(LedgerPolicy.Accounts named) {
        return new Choice.Accounts(
                named.unapplied().isPresent(), named.unidentified().isPresent());
    }
}
