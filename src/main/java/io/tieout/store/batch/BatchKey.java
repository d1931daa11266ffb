package io.tieout.store.batch;

import io.tieout.domain.connection.ConnectionId;
import java.time.LocalDate;

/**
 * What postings of one batch have in common.
 *
 * @param link number of the link
 * @param target where they go
 * @param ledger names the books in the target
 * @param accountingDate a corporate calendar day
 * @param currency ISO code of what was charged
 */
public record BatchKey(
        String tenant, long link, ConnectionId target, String ledger, LocalDate accountingDate, String currency) {

    /** Names the group: no other has the same. */
    public String name() {
        return link + " " + target.value() + " " + ledger + " " + accountingDate + " " + currency;
    }
}
