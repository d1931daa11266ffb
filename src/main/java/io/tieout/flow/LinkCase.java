package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.domain.work.Claim;
import io.tieout.store.fact.FactRow;

/**
 * One fact as one link sees it.
 *
 * @param claim the lease it is worked under
 * @param fact as it was fetched last
 * @param link the link that decides
 */
public record LinkCase(Claim.OfFact claim, FactRow fact, Link link) implements Claimed {}
