package io.tieout.store.view;

import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.Fact;
import io.tieout.domain.fact.Refund;
import io.tieout.store.fact.FactRow;
import io.tieout.store.fact.Facts;
import io.tieout.store.view.FactStory.Fetched;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells the story of a fact. */
@ApplicationScoped
public class StoryQueries {
    private final Facts facts;
    private final FactQueries lines;
    private final EventQueries events;
    private final PostingQueries postings;
    private final BatchQueries batches;
    private final AuditQueries audit;

    StoryQueries(
            Facts facts,
            FactQueries lines,
            EventQueries events,
            PostingQueries postings,
            BatchQueries batches,
            AuditQueries audit) {
        this.facts = facts;
        this.lines = lines;
        this.events = events;
        this.postings = postings;
        this.batches = batches;
        this.audit = audit;
    }

    /** The story of a tenant's fact. */
    public Optional<FactStory> of(String tenant, long fact) {
        return lines.byId(tenant, fact)
                .flatMap(line -> facts.byId(fact).map(FactRow::fact).map(found -> story(tenant, line, found)));
    }

    private FactStory story(String tenant, FactLine line, Fact fact) {
        List<PostingStory> stories = postings.stories(line.id());
        List<BatchStory> frozenIn = stories.stream()
                .flatMapToLong(story -> story.line().batch().stream())
                .distinct()
                .mapToObj(batch -> batches.brief(tenant, batch))
                .flatMap(Optional::stream)
                .toList();
        return new FactStory(
                line,
                events.ledTo(line.id()),
                fetched(fact),
                stories,
                frozenIn,
                lines.parts(line.id()),
                audit.ofFact(tenant, line.id()));
    }

    private static Fetched fetched(Fact fact) {
        if (fact instanceof Charge charge) {
            return new Fetched(
                    word(charge.status()) + (charge.captured() ? ", captured" : ", not captured"),
                    charge.captured() ? charge.amountCaptured() : charge.amount(),
                    Optional.of(charge.amountRefunded()),
                    Optional.of(word(charge.dispute())),
                    charge.customer(),
                    charge.paymentIntent(),
                    charge.balanceEntry());
        }
        Refund refund = (Refund) fact;
        return new Fetched(
                refund.status(),
                refund.amount(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                refund.balanceEntry());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
