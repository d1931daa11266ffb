package io.tieout.store.view;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Which batches; what is absent narrows nothing.
 *
 * @param state FROZEN, LOADED, FAILED or DONE
 * @param link key of a link whose postings it has
 * @param day its accounting date, a corporate calendar day
 */
public record BatchFilter(Optional<String> state, Optional<String> link, Optional<LocalDate> day) {}
