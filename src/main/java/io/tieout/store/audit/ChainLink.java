package io.tieout.store.audit;

import java.util.Optional;

/**
 * A place in the chain.
 *
 * @param entry what was sealed; absent when the table has no such entry any more
 */
public record ChainLink(SealRow seal, Optional<EntryRow> entry) {}
