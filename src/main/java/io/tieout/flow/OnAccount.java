package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.ledger.AccountingDate;
import io.tieout.domain.ledger.ChargeJournal;
import io.tieout.domain.ledger.ChargeRules;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.domain.matching.Distribution;
import io.tieout.domain.matching.MatchResult;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.PostingState;
import io.tieout.flow.ChargeDecisions.Looked;
import io.tieout.flow.ChargeDecisions.Open;
import io.tieout.store.item.LedgerPeriods;
import io.tieout.store.posting.Match;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.review.DecisionRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Decides what becomes of money that a charge's posting left on account (accounting.md rule 6): the second effect,
 * under its own reference and accounting date. It leaves only once the first stands in the books.
 */
@ApplicationScoped
public class OnAccount {
    private static final String LEFT = "left on account; apply it when you know what it is for";
    private static final String ACCEPTED =
            "other lines were accepted in the books than were sent: apply in the books what"
                    + " stands there, and close this question";

    private final ChargeDecisions decisions;
    private final Choices choices;
    private final PostingRows rows;
    private final LedgerPeriods periods;
    private final Clock clock;

    OnAccount(ChargeDecisions decisions, Choices choices, PostingRows rows, LedgerPeriods periods, Clock clock) {
        this.decisions = decisions;
        this.choices = choices;
        this.rows = rows;
        this.periods = periods;
        this.clock = clock;
    }

    /** A charge's posting, and the line by which it left money on account. */
    private record Left(PostingRow record, Journal journal, JournalLine line) {

        /** Whether some of it went to open items: then only a remainder was left. */
        boolean remainder() {
            return journal.lines().stream().anyMatch(one -> !one.item().isEmpty());
        }
    }

    /** Whether any of a fact's postings leaves money on account, or applies some. */
    boolean concerns(List<PostingRow> postings) {
        return postings.stream()
                .anyMatch(row -> row.effect() == Effect.APPLY || left(row).isPresent());
    }

    /** Decides for one link; empty where it has left nothing on account and never did. */
    Optional<Decision> decide(LinkCase charge) {
        long fact = charge.fact().id();
        long link = charge.link().id();
        Optional<PostingRow> known = rows.find(fact, link, Effect.APPLY);
        Optional<Left> left = rows.find(fact, link, Effect.RECORD).flatMap(OnAccount::left);
        if (left.isEmpty()) {
            return known.flatMap(posting -> nothing(charge, posting));
        }
        LinkCase subject = new LinkCase(
                charge.claim(), charge.fact(), charge.link(), left.get().line().amount());
        PostingRow posting = known.orElseGet(() -> decisions.open(subject, Effect.APPLY));
        return Optional.of(
                posting.state() instanceof PostingState.Undecided state
                        ? decide(new Open(subject, posting, state), left.get())
                        : new Decision.Underway(subject, posting));
    }

    /** Only what is decided or lives in the target has left something: what is decided anew may leave nothing. */
    private static Optional<Left> left(PostingRow posting) {
        boolean stands = posting.effect() == Effect.RECORD
                && (posting.state() instanceof PostingState.Matched
                        || posting.state() instanceof PostingState.InTarget);
        return stands
                ? posting.journal()
                        .flatMap(journal ->
                                ChargeJournal.leftOnAccount(journal).map(line -> new Left(posting, journal, line)))
                : Optional.empty();
    }

    /**
     * Whether what applies money on account takes it off the account where it stands, and not before it stood there: the
     * first posting may have been amended since, or a person accepted other lines.
     */
    static boolean canLeave(PostingRow apply, PostingRow record) {
        Optional<String> taken = apply.journal()
                .flatMap(journal -> journal.lines().stream().findFirst().map(JournalLine::account));
        return record.accepted().isEmpty()
                && left(record)
                        .filter(left -> taken.equals(Optional.of(left.line().account())))
                        .isPresent()
                && !apply.accountingDate()
                        .orElseThrow()
                        .isBefore(record.accountingDate().orElseThrow());
    }

    private Optional<Decision> nothing(LinkCase charge, PostingRow posting) {
        if (!(posting.state() instanceof PostingState.Undecided state)) {
            return Optional.of(new Decision.Underway(charge, posting));
        }
        Answered answered = choices.of(posting);
        String reason = answered.closed()
                .map(OnAccount::closed)
                .orElse("the charge's own posting leaves nothing on account now");
        LinkCase subject = new LinkCase(charge.claim(), charge.fact(), charge.link(), posting.amount());
        return Optional.of(new Decision.SetAside(subject, posting, state.close(reason)));
    }

    private static String closed(DecisionRow decision) {
        return "closed by " + Answered.words(decision);
    }

    private Decision decide(Open open, Left left) {
        Answered answered = choices.of(open.posting());
        if (answered.closed().isPresent()) {
            return open.moved(open.state().close(closed(answered.closed().get())));
        }
        if (left.record().accepted().isPresent()) {
            return acceptedOtherwise(open, answered);
        }
        Charge charge = (Charge) open.subject().fact().fact();
        Optional<ChargeRules.Verdict> dispute = ChargeRules.dispute(charge, answered.released());
        if (dispute.isPresent()) {
            return dispute.get() instanceof ChargeRules.Verdict.Hold hold
                    ? open.moved(open.state().hold(hold.reason()))
                    : ask(open, ((ChargeRules.Verdict.Ask) dispute.get()).reason(), List.of());
        }
        if (charge.amountRefunded().compareTo(charge.amountCaptured()) >= 0) {
            return open.moved(open.state().hold("the charge was refunded in full: nothing is left to be applied"));
        }
        return matched(open, left, answered);
    }

    /** What was sent says no more what stands on account: only a person knows, and applies it in the ERP. */
    private Decision acceptedOtherwise(Open open, Answered answered) {
        Optional<DecisionRow> chosen = answered.chosen();
        boolean leaves =
                chosen.filter(one -> Answered.choice(one).shares().isEmpty()).isPresent();
        if (leaves) {
            return open.moved(open.state().hold("left on account by " + Answered.words(chosen.get())));
        }
        chosen.ifPresent(one -> choices.lapse(open.posting(), one, ACCEPTED));
        return ask(open, ACCEPTED, List.of());
    }

    private Decision matched(Open open, Left left, Answered answered) {
        Looked looked = decisions.look(open.subject(), open.posting());
        if (answered.chosen().isPresent()) {
            Optional<Choices.Able> able = choices.carryOut(
                    open.posting(), open.subject().link(), open.subject().amount(), looked.customerKnown());
            if (able.isPresent()) {
                return carryOut(open, left, able.get());
            }
        }
        String before = choices.lapsed(open.posting());
        boolean onPurpose =
                left.remainder() || choices.of(left.record()).chosen().isPresent();
        if (onPurpose) {
            return before.isEmpty()
                    ? open.moved(open.state().hold(LEFT))
                    : ask(open, before + LEFT, looked.candidates());
        }
        if (looked.result() instanceof MatchResult.Unclear unclear) {
            return ask(open, before + "on account, to be applied: " + unclear.reason(), looked.candidates());
        }
        Charge charge = (Charge) open.subject().fact().fact();
        if (charge.amountRefunded().isPositive()) {
            return ask(open, before + charge.amountRefunded() + " of it was refunded since: " + LEFT, List.of());
        }
        if (looked.mustWait()) {
            return open.moved(open.state().await(before + looked.waits()));
        }
        MatchResult.Matched result = (MatchResult.Matched) looked.result();
        return post(
                open,
                left,
                new Applied(
                        result.reason(),
                        result.distribution(),
                        today(open.subject().link())));
    }

    /** What is applied, why, and the day on which that was decided, in the link's zone. */
    private record Applied(String reason, Distribution distribution, LocalDate day) {}

    private Decision carryOut(Open open, Left left, Choices.Able able) {
        String words = Answered.words(able.decision());
        if (able.distribution().allocations().isEmpty()) {
            return open.moved(open.state().hold("left on account by " + words));
        }
        return post(
                open,
                left,
                new Applied(
                        "decided by " + words,
                        able.distribution(),
                        able.decision().day()));
    }

    private Decision post(Open open, Left left, Applied applied) {
        LedgerPolicy policy = open.subject().link().policy();
        LocalDate first = left.record().accountingDate().orElseThrow();
        // What is applied on an earlier day than it was recorded would make the account negative in between.
        boolean early = applied.day().isBefore(first);
        LocalDate day = early ? first : applied.day();
        String raised = early ? "; not before " + first + ", the day on which it was recorded" : "";
        AccountingDate date = AccountingDate.of(
                day, periods.of(open.subject().link().target(), policy.books().ledger()), policy.moveToOpenPeriod());
        if (date instanceof AccountingDate.Undecidable undecidable) {
            return ask(open, undecidable.reason(), List.of());
        }
        Journal journal =
                ChargeJournal.later(open.posting().reference(), left.line(), applied.distribution(), policy.books());
        return new Decision.Post(
                open.subject(),
                open.posting(),
                open.state().match(applied.reason() + raised + ChargeDecisions.moved(date)),
                Match.on(date, applied.distribution(), journal));
    }

    private static Decision ask(Open open, String reason, List<MatchResult.Rejected> candidates) {
        return new Decision.Ask(open.subject(), open.posting(), open.state().ask(reason), candidates);
    }

    private LocalDate today(Link link) {
        return LocalDate.ofInstant(clock.instant(), link.policy().zone());
    }
}
