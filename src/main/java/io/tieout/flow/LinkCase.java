package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.domain.money.Money;
import io.tieout.domain.work.Claim;
import io.tieout.store.fact.FactRow;

/**
 * One fact as one link sees it.
 *
 * @param claim the lease it is worked under
 * @param fact as it was fetched last
 * @param link the link that decides
 * @param amount what there is to post: all of the fact, or what was left of it on account
 */
public record LinkCase(Claim.OfFact claim, FactRow fact, Link link, Money amount) implements Claimed {

    /** All of the fact. */
    static LinkCase of(Claim.OfFact claim, FactRow fact, Link link) {
        return new LinkCase(claim, fact, link, Amounts.of(fact.fact()));
    }
}
