package io.tieout.store.posting;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A posting as stored.
 *
 * @param id its number
 * @param fact the fact it posts
 * @param link the link it belongs to
 * @param target where it goes
 * @param effect what it does there
 * @param reference what the target knows it by
 * @param version rises with each change of state
 * @param reason why it is in this state
 * @param factVersion the version of the fact that the decision was made on
 * @param accountingDate decided accounting date, a corporate calendar day
 * @param journal what will be or was sent; present from MATCHED on
 * @param batch the batch it is frozen in
 * @param settingsHash hash of the link's settings that the decision was made on
 * @param waitingSince since when it waits for the provider's booking or the mirror (UTC, database clock)
 * @param accepted summary of what stood in the books when a person accepted it in place of what was sent
 */
public record PostingRow(
        long id,
        String tenant,
        long fact,
        long link,
        ConnectionId target,
        Effect effect,
        Reference reference,
        PostingState state,
        long version,
        String reason,
        Money amount,
        long factVersion,
        Optional<LocalDate> accountingDate,
        Optional<Journal> journal,
        OptionalLong batch,
        String settingsHash,
        Optional<Instant> waitingSince,
        Optional<String> accepted) {}
