package io.tieout.store.limit;

import java.time.Duration;

/**
 * A part of what may be called in one second.
 *
 * @param calls how many calls; 0 when that second has none left
 * @param left until that second ends by the clock of the database, at most a second; zero or less when it is over
 */
public record RateSlice(int calls, Duration left) {}
