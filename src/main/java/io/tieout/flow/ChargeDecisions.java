package io.tieout.flow;

import io.tieout.audit.ActiveRoutes;
import io.tieout.connection.Installation;
import io.tieout.connection.Link;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.ledger.AccountingDate;
import io.tieout.domain.ledger.ChargeJournal;
import io.tieout.domain.ledger.ChargeRules;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.domain.ledger.Period;
import io.tieout.domain.matching.Distribution;
import io.tieout.domain.matching.MatchResult;
import io.tieout.domain.matching.Matcher;
import io.tieout.domain.matching.Payment;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.Move;
import io.tieout.domain.posting.PostingKey;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.store.fact.FactRow;
import io.tieout.store.item.LedgerPeriods;
import io.tieout.store.posting.Match;
import io.tieout.store.posting.NewPosting;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.posting.Postings;
import io.tieout.store.posting.Stamp;
import io.tieout.store.watch.Watermarks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides what becomes of a charge for one link: rules first, then matching on the mirror of open items. */
@ApplicationScoped
public class ChargeDecisions {
    private static final String NO_ACCOUNT = "it was to go on account and be applied as a person decided, but the link"
            + " names no account for that any more: name one and send this back, or decide it here";
    private static final String DECIDED_APART = "what a person decided that it is for is applied apart";

    private final Postings postings;
    private final PostingRows rows;
    private final LedgerPeriods periods;
    private final Candidates candidates;
    private final Watermarks watermarks;
    private final Choices choices;
    private final Installation installation;
    private final ActiveRoutes routes;
    private final Adopting adopting;

    ChargeDecisions(
            Postings postings,
            PostingRows rows,
            LedgerPeriods periods,
            Candidates candidates,
            Watermarks watermarks,
            Choices choices,
            Installation installation,
            ActiveRoutes routes,
            Adopting adopting) {
        this.postings = postings;
        this.rows = rows;
        this.periods = periods;
        this.candidates = candidates;
        this.watermarks = watermarks;
        this.choices = choices;
        this.installation = installation;
        this.routes = routes;
        this.adopting = adopting;
    }

    /** On what a decision for this case is made. */
    Stamp stamp(LinkCase subject) {
        Link link = subject.link();
        return new Stamp(subject.fact().version(), link.version(), link.settingsHash(), routes.hash());
    }

    /** The ledger of a link, as its postings name it. */
    static String ledger(Link link) {
        return "ebs:gl:" + link.policy().books().ledger();
    }

    /** The posting of this case, made when it does not exist yet. */
    PostingRow open(LinkCase subject, Effect effect) {
        FactRow fact = subject.fact();
        Link link = subject.link();
        Optional<PostingRow> known = rows.find(fact.id(), link.id(), effect);
        if (known.isPresent()) {
            return known.get();
        }
        PostingKey key = new PostingKey(link.key(), fact.fact().key(), effect, 1);
        String ledger = ledger(link);
        Reference reference = Reference.derive(installation.name(), ledger, key);
        NewPosting posting = new NewPosting(
                fact.tenant(), fact.id(), link.id(), link.target(), ledger, key, reference, subject.amount());
        return adopting.take(postings.open(posting, stamp(subject)));
    }

    /**
     * Decides, by what is stored. What a person closed stays so; else rules come first, then what a person decided,
     * then matching. A person's decision that can't be carried out any more is voided.
     */
    Decision decide(LinkCase subject, PostingRow posting, PostingState.Undecided state) {
        Charge charge = (Charge) subject.fact().fact();
        Answered answered = answered(posting);
        if (answered.closed().isPresent()) {
            String reason = "closed by " + Answered.words(answered.closed().get());
            return new Decision.SetAside(subject, posting, state.close(reason));
        }
        ChargeRules.Verdict verdict = rules(charge, subject.link(), posting, answered.released());
        if (verdict instanceof ChargeRules.Verdict.Proceed proceed) {
            return adopting.standsOtherwise(posting, charge.key())
                    .<Decision>map(reason -> new Decision.Ask(subject, posting, state.ask(reason), List.of()))
                    .orElseGet(() -> match(new Open(subject, posting, state), answered, proceed.date()));
        }
        if (verdict instanceof ChargeRules.Verdict.Ask ask) {
            return new Decision.Ask(subject, posting, state.ask(ask.reason()), List.of());
        }
        if (verdict instanceof ChargeRules.Verdict.Hold hold) {
            return new Decision.SetAside(subject, posting, state.hold(hold.reason()));
        }
        if (verdict instanceof ChargeRules.Verdict.Await await) {
            return new Decision.SetAside(subject, posting, state.await(await.reason()));
        }
        return new Decision.SetAside(subject, posting, state.close(((ChargeRules.Verdict.Close) verdict).reason()));
    }

    /** Keeps the periods of a link's ledger as they are until the caller's transaction ends; first of all its locks. */
    void holdPeriods(Link link) {
        periods.hold(link.target(), link.policy().books().ledger());
    }

    /** What the rules say, before any matching. */
    ChargeRules.Verdict rules(Charge charge, Link link, PostingRow posting, Set<String> released) {
        List<Period> known = periods.of(link.target(), link.policy().books().ledger());
        return known.isEmpty()
                ? new ChargeRules.Verdict.Await("the ledger's periods have not been read yet")
                : new ChargeRules(link.policy(), known).decide(charge, waited(posting), released);
    }

    /** Both times are the database's: a clock that is wrong here neither shortens nor lengthens the wait. */
    private Duration waited(PostingRow posting) {
        Instant now = watermarks.now();
        return Duration.between(posting.waitingSince().orElse(now), now);
    }

    /** A posting that is to be decided. */
    record Open(LinkCase subject, PostingRow posting, PostingState.Undecided state) {

        Decision.SetAside moved(Move move) {
            return new Decision.SetAside(subject, posting, move);
        }
    }

    /**
     * What matching found.
     *
     * @param mustWait an invoice that is younger than the mirror may fit as well, since none is named
     */
    record Looked(Payment payment, MatchResult result, boolean mustWait) {

        String waits() {
            return result.reason() + "; the ERP's open items have not been read since";
        }

        List<MatchResult.Rejected> candidates() {
            return result instanceof MatchResult.Unclear unclear ? unclear.candidates() : List.of();
        }

        boolean customerKnown() {
            return payment.customerAccount().isPresent();
        }
    }

    /** Nobody can have decided about a posting that was just made. */
    private Answered answered(PostingRow posting) {
        return posting.version() == 1 ? new Answered(List.of()) : choices.of(posting);
    }

    private Decision match(Open open, Answered answered, AccountingDate accountingDate) {
        LinkCase subject = open.subject();
        Looked looked = look(subject, open.posting());
        if (answered.chosen().isPresent()) {
            Optional<Choices.Able> able =
                    choices.carryOut(open.posting(), subject.link(), subject.amount(), looked.customerKnown());
            if (able.isPresent()) {
                String reason = "decided by " + Answered.words(able.get().decision()) + moved(accountingDate);
                Move move = open.state().match(reason);
                return post(open.moved(move), able.get().distribution(), accountingDate);
            }
        }
        if (isDecidedApart(open)) {
            return takesOnAccount(subject.link(), looked.customerKnown())
                    ? record(open, DECIDED_APART, looked.customerKnown(), accountingDate)
                    : new Decision.Ask(subject, open.posting(), open.state().ask(NO_ACCOUNT), List.of());
        }
        String before = choices.lapsed(open.posting());
        if (looked.mustWait()) {
            return open.moved(open.state().await(before + looked.waits()));
        }
        if (looked.result() instanceof MatchResult.Matched matched) {
            Move move = open.state().match(matched.reason() + moved(accountingDate));
            return post(open.moved(move), matched.distribution(), accountingDate);
        }
        MatchResult.Unclear unclear = (MatchResult.Unclear) looked.result();
        return subject.link().policy().unmatched() == LedgerPolicy.Unmatched.RECORD
                ? record(open, before + unclear.reason(), looked.customerKnown(), accountingDate)
                : new Decision.Ask(
                        subject, open.posting(), open.state().ask(before + unclear.reason()), unclear.candidates());
    }

    /**
     * Whether a person has decided what all of it is for while it was matched to go on account: then it stays so, and
     * the second effect carries that out. To match it now would take another item than the person said.
     */
    private boolean isDecidedApart(Open open) {
        PostingRow posting = open.posting();
        return posting.version() > 1
                && rows.find(posting.fact(), posting.link(), Effect.APPLY)
                        .filter(apply -> apply.amount().equals(open.subject().amount()))
                        .map(choices::of)
                        .filter(answered -> answered.chosen().isPresent()
                                || answered.closed().isPresent())
                        .isPresent();
    }

    /** Only a link that records must name such accounts, and it may hold by now. */
    private static boolean takesOnAccount(Link link, boolean customerKnown) {
        return link.policy().books().accounts().onAccount(customerKnown).isPresent();
    }

    /** All of it on account (accounting.md rule 6): the books have the money on its day, whenever it is decided. */
    private Decision record(Open open, String reason, boolean customerKnown, AccountingDate accountingDate) {
        Money amount = open.subject().amount();
        Distribution all = new Distribution(List.of(), amount, customerKnown, Money.zero(amount.currency()));
        Move move = open.state().match("recorded on account: " + reason + moved(accountingDate));
        return post(open.moved(move), all, accountingDate);
    }

    /** Whether the payer's customer account is known. */
    boolean customerKnown(LinkCase subject) {
        return payment(subject.fact(), subject.link(), subject.amount())
                .customerAccount()
                .isPresent();
    }

    /** What matching would find now for the amount of a posting. */
    MatchResult match(FactRow fact, Link link, PostingRow posting) {
        Payment payment = payment(fact, link, posting.amount());
        return Matcher.match(payment, candidates.of(payment, posting));
    }

    /** Matches what there is to post on the mirror of the ERP's open items. */
    Looked look(LinkCase subject, PostingRow posting) {
        Payment payment = payment(subject.fact(), subject.link(), subject.amount());
        MatchResult result = Matcher.match(payment, candidates.of(payment, posting));
        // An invoice that is younger than the mirror may fit as well; only what is named and fits needs no look at it.
        boolean others = !(result instanceof MatchResult.Matched named && payment.namesAllOf(named.distribution()));
        boolean older = others
                && !watermarks.completedSince(
                        OpenItemMirror.subject(subject.link()), subject.fact().firstSeen());
        return new Looked(payment, result, older);
    }

    /** Why the day is another than the booking's: the audit trail keeps it beside the original (rule 3). */
    static String moved(AccountingDate date) {
        return date instanceof AccountingDate.Moved moved
                ? "; accounting date " + moved.day() + " instead of " + moved.original() + ": " + moved.reason()
                : "";
    }

    private Decision post(Decision.SetAside clear, Distribution distribution, AccountingDate accountingDate) {
        Charge charge = (Charge) clear.subject().fact().fact();
        var journal = ChargeJournal.of(
                clear.posting().reference(),
                charge,
                distribution,
                clear.subject().link().policy().books());
        return new Decision.Post(
                clear.subject(), clear.posting(), clear.move(), Match.on(accountingDate, distribution, journal));
    }

    private Payment payment(FactRow fact, Link link, Money amount) {
        return candidates.payment((Charge) fact.fact(), link, amount);
    }
}
