package io.tieout.store.limit;

import java.time.Duration;

/**
 * How a process holds slots.
 *
 * @param holder a name that no other process has, in its earlier or later lives neither
 * @param length how long a lease lasts unless it is renewed, by the clock of the database
 */
public record SlotLease(String holder, Duration length) {}
