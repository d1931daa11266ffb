package io.tieout.store.view;

import io.tieout.domain.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A batch as lists show it.
 *
 * @param target name of the connection it goes to
 * @param link key of the link whose postings it has
 * @param accountingDate a corporate calendar day
 * @param number its load number at the target
 * @param state FROZEN, LOADED, FAILED or DONE
 * @param reason why it is in this state, in words
 * @param lastError why the last attempt failed, in words
 * @param frozen when its bytes were stored (UTC, database clock)
 * @param amount sum of its postings, all of one currency
 * @param postings how many of them are in which state
 */
public record BatchLine(
        long id,
        String target,
        String link,
        LocalDate accountingDate,
        long number,
        String state,
        Optional<String> reason,
        Optional<String> lastError,
        Instant frozen,
        Optional<Money> amount,
        Map<String, Long> postings) {

    public BatchLine {
        postings = new TreeMap<>(postings);
    }
}
