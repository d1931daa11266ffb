package io.tieout.flow;

import io.tieout.audit.ActiveRoutes;
import io.tieout.connection.CustomerMap;
import io.tieout.connection.Installation;
import io.tieout.connection.Link;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.ledger.AccountingDate;
import io.tieout.domain.ledger.ChargeJournal;
import io.tieout.domain.ledger.ChargeRules;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.domain.ledger.Period;
import io.tieout.domain.matching.Candidate;
import io.tieout.domain.matching.MatchResult;
import io.tieout.domain.matching.Matcher;
import io.tieout.domain.matching.NamedInvoices;
import io.tieout.domain.matching.Payment;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.PostingKey;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.store.fact.FactRow;
import io.tieout.store.item.LedgerPeriods;
import io.tieout.store.item.OpenItemRows;
import io.tieout.store.posting.Match;
import io.tieout.store.posting.NewPosting;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.Postings;
import io.tieout.store.posting.Stamp;
import io.tieout.store.watch.Watermarks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides what becomes of a charge for one link: rules first, then matching on the mirror of open items. */
@ApplicationScoped
public class ChargeDecisions {
    private static final int MOST_CANDIDATES = 50;

    private final Postings postings;
    private final OpenItemRows items;
    private final LedgerPeriods periods;
    private final CustomerMap customers;
    private final Watermarks watermarks;
    private final Installation installation;
    private final ActiveRoutes routes;

    ChargeDecisions(
            Postings postings,
            OpenItemRows items,
            LedgerPeriods periods,
            CustomerMap customers,
            Watermarks watermarks,
            Installation installation,
            ActiveRoutes routes) {
        this.postings = postings;
        this.items = items;
        this.periods = periods;
        this.customers = customers;
        this.watermarks = watermarks;
        this.installation = installation;
        this.routes = routes;
    }

    /** On what a decision for this case is made. */
    Stamp stamp(LinkCase subject) {
        Link link = subject.link();
        return new Stamp(subject.fact().version(), link.version(), link.settingsHash(), routes.hash());
    }

    /** The posting of this case, made when it does not exist yet. */
    PostingRow open(LinkCase subject, Effect effect) {
        FactRow fact = subject.fact();
        Link link = subject.link();
        Optional<PostingRow> known = postings.find(fact.id(), link.id(), effect);
        if (known.isPresent()) {
            return known.get();
        }
        PostingKey key = new PostingKey(link.key(), fact.fact().key(), effect, 1);
        String ledger = "ebs:gl:" + link.policy().books().ledger();
        Reference reference = Reference.derive(installation.name(), ledger, key);
        NewPosting posting = new NewPosting(
                fact.tenant(), fact.id(), link.id(), link.target(), ledger, key, reference, Amounts.of(fact.fact()));
        return postings.open(posting, stamp(subject));
    }

    /** Decides; reads only what is stored. */
    Decision decide(LinkCase subject, PostingRow posting, PostingState.Undecided state) {
        Charge charge = (Charge) subject.fact().fact();
        LedgerPolicy policy = subject.link().policy();
        List<Period> known = periods.of(subject.link().target(), policy.books().ledger());
        if (known.isEmpty()) {
            return new Decision.SetAside(subject, posting, state.await("the ledger's periods have not been read yet"));
        }
        ChargeRules.Verdict verdict = new ChargeRules(policy, known).decide(charge, waited(posting));
        if (verdict instanceof ChargeRules.Verdict.Proceed proceed) {
            return match(subject, posting, state, proceed.date());
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

    /** Both times are the database's: a clock that is wrong here neither shortens nor lengthens the wait. */
    private Duration waited(PostingRow posting) {
        Instant now = watermarks.now();
        return Duration.between(posting.waitingSince().orElse(now), now);
    }

    private Decision match(
            LinkCase subject, PostingRow posting, PostingState.Undecided state, AccountingDate accountingDate) {
        Charge charge = (Charge) subject.fact().fact();
        Payment payment = payment(charge, subject.link());
        MatchResult result = Matcher.match(payment, candidates(payment, posting));
        // An invoice that is younger than the mirror may fit as well; only one that is named needs no look at others.
        boolean others = !(result instanceof MatchResult.Matched named && names(payment, named));
        if (others
                && !watermarks.completedSince(
                        OpenItemMirror.subject(subject.link()), subject.fact().firstSeen())) {
            String reason = result.reason() + "; the ERP's open items have not been read since";
            return new Decision.SetAside(subject, posting, state.await(reason));
        }
        if (result instanceof MatchResult.Matched matched) {
            return post(
                    new Decision.SetAside(subject, posting, state.match(matched.reason())), matched, accountingDate);
        }
        MatchResult.Unclear unclear = (MatchResult.Unclear) result;
        return new Decision.Ask(subject, posting, state.ask(unclear.reason()), unclear.candidates());
    }

    private static boolean names(Payment payment, MatchResult.Matched matched) {
        return matched.distribution().allocations().stream().allMatch(one -> payment.names(one.item()));
    }

    private Decision post(Decision.SetAside clear, MatchResult.Matched matched, AccountingDate accountingDate) {
        Charge charge = (Charge) clear.subject().fact().fact();
        LocalDate day;
        Optional<LocalDate> original = Optional.empty();
        if (accountingDate instanceof AccountingDate.Moved moved) {
            day = moved.day();
            original = Optional.of(moved.original());
        } else {
            day = ((AccountingDate.AsBooked) accountingDate).day();
        }
        var journal = ChargeJournal.of(
                clear.posting().reference(),
                charge,
                matched.distribution(),
                clear.subject().link().policy().books());
        Match match = new Match(matched.distribution(), journal, day, original);
        return new Decision.Post(clear.subject(), clear.posting(), clear.move(), match);
    }

    private Payment payment(Charge charge, Link link) {
        LedgerPolicy policy = link.policy();
        String named = charge.metadata().getOrDefault(policy.invoiceKey(), "");
        Optional<String> byNumber = Optional.ofNullable(charge.metadata().get(policy.customerKey()))
                .flatMap(number -> customers.accountByNumber(link.target(), number));
        Optional<String> account = byNumber.or(
                () -> charge.customer().flatMap(customer -> customers.account(link.source(), link.target(), customer)));
        return new Payment(
                charge.amountCaptured(), NamedInvoices.in(named, charge.description()), account, policy.entities());
    }

    private List<Candidate> candidates(Payment payment, PostingRow posting) {
        Set<Candidate> found = new LinkedHashSet<>(
                items.named(posting.target(), payment.named().all(), posting.id()));
        Set<String> ids = new LinkedHashSet<>();
        found.forEach(candidate -> ids.add(candidate.item().id()));
        payment.customerAccount()
                .ifPresent(account ->
                        items
                                .ofCustomer(posting.target(), account, payment.amount(), posting.id(), MOST_CANDIDATES)
                                .stream()
                                .filter(candidate -> ids.add(candidate.item().id()))
                                .forEach(found::add));
        return List.copyOf(found);
    }
}
