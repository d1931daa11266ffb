package io.tieout.flow;

import io.tieout.connection.ChangeRefused;
import io.tieout.connection.ChangeRefused.Problem;
import io.tieout.connection.Link;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.ledger.ChargeRules;
import io.tieout.domain.matching.Choice;
import io.tieout.domain.matching.Choice.Checked;
import io.tieout.domain.posting.Answer;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.PostingState;
import io.tieout.store.posting.PostingRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which answers fit a posting now: its state says first, then the rules about its charge, then its link. */
@ApplicationScoped
public class ReviewRules {
    private static final Set<Answer> OF_MATCHING = EnumSet.of(Answer.ALLOCATE, Answer.UNAPPLIED, Answer.MAP);

    private final ChargeDecisions decisions;
    private final Choices choices;
    private final PayerCheck payers;

    ReviewRules(ChargeDecisions decisions, Choices choices, PayerCheck payers) {
        this.decisions = decisions;
        this.choices = choices;
        this.payers = payers;
    }

    /** What a person may answer now. */
    List<Answer> possible(Charge charge, Link link, PostingRow posting) {
        if (posting.effect() == Effect.REFUND || posting.state().answers().isEmpty()) {
            return List.of();
        }
        Set<Answer> left = EnumSet.copyOf(posting.state().answers());
        if (!aboutMatching(charge, link, posting)) {
            left.removeAll(OF_MATCHING);
        }
        if (!ChargeRules.releasable(posting.reason())) {
            left.remove(Answer.RELEASE);
        }
        if (charge.customer().isEmpty()) {
            left.remove(Answer.MAP);
        }
        if (!mayStay(link, posting)) {
            left.remove(Answer.UNAPPLIED);
        }
        if (posting.state() instanceof PostingState.Matched
                && choices.of(posting).chosen().isEmpty()) {
            left.remove(Answer.SEND_BACK);
        }
        return List.copyOf(left);
    }

    /** Whether the rules let it go on, so that the question is only what the money is for. */
    private boolean aboutMatching(Charge charge, Link link, PostingRow posting) {
        Set<String> released = choices.of(posting).released();
        return posting.effect() == Effect.APPLY
                ? ChargeRules.dispute(charge, released).isEmpty()
                : decisions.rules(charge, link, posting, released) instanceof ChargeRules.Verdict.Proceed;
    }

    /** Only a link that names an account can leave money on it; what is there already needs no account. */
    private static boolean mayStay(Link link, PostingRow posting) {
        return posting.effect() == Effect.APPLY
                || link.policy().books().accounts().unapplied().isPresent()
                || link.policy().books().accounts().unidentified().isPresent();
    }

    /**
     * Refuses what does not fit now.
     *
     * @throws ChangeRefused naming what is possible, or the fields to mend
     */
    void check(LinkCase charge, PostingRow posting, Reply reply) {
        Charge fact = (Charge) charge.fact().fact();
        List<Answer> possible = possible(fact, charge.link(), posting);
        if (!possible.contains(reply.answer())) {
            throw ChangeRefused.conflict("it can't be answered so: it is "
                    + posting.state().name() + " (" + posting.reason() + "); possible now: "
                    + (possible.isEmpty()
                            ? "nothing"
                            : String.join(
                                    ", ",
                                    possible.stream().map(ReviewRecords::name).toList())));
        }
        if (reply.answer() == Answer.ALLOCATE || reply.answer() == Answer.UNAPPLIED) {
            checkChoice(charge, posting, reply);
        }
        reply.account().ifPresent(account -> payers.check(charge.link().target(), account));
    }

    private void checkChoice(LinkCase charge, PostingRow posting, Reply reply) {
        Choice choice = reply.choice().orElseGet(() -> new Choice(List.of(), true));
        if (reply.answer() == Answer.ALLOCATE && choice.shares().isEmpty()) {
            throw ChangeRefused.invalid("items", "name at least one open item");
        }
        boolean stays = posting.effect() == Effect.APPLY && choice.shares().isEmpty();
        LinkCase subject = new LinkCase(charge.claim(), charge.fact(), charge.link(), posting.amount());
        Choices.Paid paid = new Choices.Paid(posting.amount(), decisions.customerKnown(subject));
        if (!stays && choices.check(posting, charge.link(), choice, paid) instanceof Checked.Bad bad) {
            List<Problem> problems = new ArrayList<>();
            bad.problems().forEach(one -> problems.add(new Problem(one.field(), one.message())));
            throw ChangeRefused.invalid(problems);
        }
    }

    /**
     * Refuses an answer that did not lead to what it says.
     *
     * @throws ChangeRefused saying what came first
     */
    static void expect(Decision decision, PostingRow posting, Reply reply) {
        boolean posts = decision instanceof Decision.Post;
        boolean aside = decision instanceof Decision.SetAside;
        boolean done = switch (reply.answer()) {
            case ALLOCATE -> posts;
            case UNAPPLIED -> posting.effect() == Effect.APPLY ? aside : posts;
            case CLOSE -> aside;
            default -> true;
        };
        if (!done) {
            throw ChangeRefused.conflict("something comes first: " + reason(decision));
        }
    }

    private static String reason(Decision decision) {
        if (decision instanceof Decision.Ask ask) {
            return ask.move().reason();
        }
        return decision instanceof Decision.SetAside aside ? aside.move().reason() : "it is under way";
    }
}
