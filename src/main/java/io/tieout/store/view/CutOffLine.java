package io.tieout.store.view;

import io.tieout.domain.money.Money;
import io.tieout.domain.posting.PostingState.Bucket;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * A posting that is not in the books now.
 *
 * @param fact number of its fact
 * @param providerId the provider's id of the charge or refund
 * @param effect what it does, for example {@code RECORD}
 * @param state its state's name, now
 * @param bucket where it counts when a day is tied out
 * @param reason why it is in this state, in words
 * @param amount what it would post, gross
 * @param day its accounting date; while that is undecided, the day of the provider's booking, or of the fact itself
 *     where there is no booking yet, in the link's zone
 * @param decided whether the day is an accounting date
 * @param age days from {@code day} to today in the link's zone; below zero for a day to come
 * @param reference what the target knows it by, or will
 * @param batch the batch it is frozen in
 */
public record CutOffLine(
        long id,
        long fact,
        String providerId,
        String effect,
        String state,
        Bucket bucket,
        String reason,
        Money amount,
        LocalDate day,
        boolean decided,
        long age,
        String reference,
        OptionalLong batch) {}
