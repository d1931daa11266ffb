package io.tieout.store.posting;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.PostingKey;
import io.tieout.domain.posting.Reference;

/**
 * What a posting is, before anything was decided about it.
 *
 * @param fact number of the fact
 * @param link number of the link
 * @param target where it goes
 * @param ledger names the books in the target, as the reference was derived from
 * @param amount what it will post, gross
 */
public record NewPosting(
        String tenant,
        long fact,
        long link,
        ConnectionId target,
        String ledger,
        PostingKey key,
        Reference reference,
        Money amount) {}
