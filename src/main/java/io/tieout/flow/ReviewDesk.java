package io.tieout.flow;

import io.tieout.connection.Actor;
import io.tieout.connection.ChangeRefused;
import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.matching.Candidate;
import io.tieout.domain.matching.Choice;
import io.tieout.domain.matching.MatchResult;
import io.tieout.domain.matching.MatchResult.Rejected;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Answer;
import io.tieout.flow.ReviewItem.Offer;
import io.tieout.store.fact.FactRow;
import io.tieout.store.fact.Facts;
import io.tieout.store.item.OpenItemRows;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.review.DecisionRows;
import io.tieout.store.view.PostingQueries;
import io.tieout.store.view.StoryQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Lays a question out for a person: the charge, the candidates, the possible answers and what was decided before. */
@ApplicationScoped
public class ReviewDesk {
    private static final int MOST_FOUND = 50;
    private static final int MOST_NUMBERS = 20;

    private final PostingRows rows;
    private final Facts facts;
    private final Links links;
    private final StoryQueries stories;
    private final PostingQueries postings;
    private final OpenItemRows items;
    private final ReviewRules rules;
    private final ChargeDecisions decisions;
    private final DecisionRows decided;

    ReviewDesk(
            PostingRows rows,
            Facts facts,
            Links links,
            StoryQueries stories,
            PostingQueries postings,
            OpenItemRows items,
            ReviewRules rules,
            ChargeDecisions decisions,
            DecisionRows decided) {
        this.rows = rows;
        this.facts = facts;
        this.links = links;
        this.stories = stories;
        this.postings = postings;
        this.items = items;
        this.rules = rules;
        this.decisions = decisions;
        this.decided = decided;
    }

    /**
     * Which candidates are laid out.
     *
     * @param fresh as the mirror of the ERP knows them now, instead of those that the question was put with
     * @param search the items of these invoice or customer numbers instead, with commas between them
     */
    public record Sight(boolean fresh, Optional<String> search) {
        /** Those that the question was put with. */
        public static final Sight AS_ASKED = new Sight(false, Optional.empty());
    }

    /**
     * A question with all that a person needs to answer it.
     *
     * @throws ChangeRefused when the actor's tenant has no such posting
     */
    public ReviewItem item(Actor actor, long posting, Sight sight) {
        PostingRow row = rows.byId(posting)
                .filter(one -> one.tenant().equals(actor.tenant()))
                .orElseThrow(() -> ChangeRefused.unknown("posting", Long.toString(posting)));
        FactRow fact = facts.byId(row.fact()).orElseThrow();
        Link link = links.byId(row.link()).orElseThrow();
        var story = postings.story(actor.tenant(), posting).orElseThrow();
        List<Answer> possible = fact.fact() instanceof Charge charge ? rules.possible(charge, link, row) : List.of();
        List<Rejected> found = sight.search()
                .map(text -> found(row, text))
                .orElseGet(() -> sight.fresh() && fact.fact() instanceof Charge
                        ? fresh(new LookedAt(fact, link), row)
                        : story.candidates());
        return new ReviewItem(
                stories.of(actor.tenant(), row.fact()).orElseThrow(),
                story,
                possible,
                decided.of(posting),
                found.stream().map(one -> offer(one, row, link)).toList());
    }

    /** A fact as one link sees it, without a lease: nothing is written. */
    private record LookedAt(FactRow fact, Link link) {}

    private List<Rejected> fresh(LookedAt subject, PostingRow row) {
        MatchResult result = decisions.match(subject.fact(), subject.link(), row);
        if (result instanceof MatchResult.Unclear unclear) {
            return unclear.candidates();
        }
        return ((MatchResult.Matched) result)
                .distribution().allocations().stream()
                        .map(one -> new Rejected(new Candidate(one.item(), one.amount()), "it would be taken now"))
                        .toList();
    }

    private List<Rejected> found(PostingRow row, String text) {
        return Arrays.stream(text.split("[,;]"))
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .distinct()
                .limit(MOST_NUMBERS)
                .flatMap(number -> items.search(row.target(), number, row.id(), MOST_FOUND).stream())
                .distinct()
                .map(candidate -> new Rejected(candidate, ""))
                .toList();
    }

    private static Offer offer(Rejected one, PostingRow row, Link link) {
        Candidate candidate = one.candidate();
        Money amount = row.amount();
        Optional<String> obstacle = Choice.obstacle(
                candidate.item(), amount.currency(), link.policy().entities());
        boolean comparable = candidate.available().currency().equals(amount.currency());
        Money difference = comparable ? candidate.available().minus(amount) : Money.zero(amount.currency());
        String whyNot = one.whyNot().isEmpty() ? obstacle.orElse("") : one.whyNot();
        return new Offer(candidate, difference, whyNot, obstacle.isEmpty());
    }
}
