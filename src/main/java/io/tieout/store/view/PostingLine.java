package io.tieout.store.view;

import io.tieout.domain.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A posting as lists show it.
 *
 * @param version rises with each change of it
 * @param fact the fact it posts
 * @param link key of its link
 * @param state its state's name
 * @param live whether its reference lives in the target
 * @param reason why it is in this state, in words
 * @param flag what happened to the fact since it was frozen, for example {@code disputed}
 * @param reference what the target knows it by
 * @param accountingDate a corporate calendar day, absent until it is decided
 * @param originalDate the day it was moved from, when its period was closed
 * @param batch the batch it is frozen in
 * @param group the import group of the target it lives in
 * @param updated when it changed last (UTC, database clock)
 */
public record PostingLine(
        long id,
        long version,
        long fact,
        String link,
        String effect,
        int generation,
        String state,
        boolean live,
        String reason,
        Optional<String> flag,
        String reference,
        Money amount,
        Optional<LocalDate> accountingDate,
        Optional<LocalDate> originalDate,
        OptionalLong batch,
        Optional<String> group,
        Instant updated) {}
