package io.tieout.store.view;

import java.time.Duration;
import java.util.Optional;

/**
 * Which questions to list; what is absent does not matter.
 *
 * @param kind absent lists what needs an answer now: everything but what a rule holds or somebody left on account
 * @param link key of the link
 * @param currency ISO 4217 code
 * @param olderThan the posting was made at least so long ago, by the database's clock
 */
public record ReviewFilter(
        Optional<ReviewKind> kind, Optional<String> link, Optional<String> currency, Optional<Duration> olderThan) {}
