package io.tieout.store.audit;

import java.time.Instant;

/**
 * The seal of an entry.
 *
 * @param number place in the chain of its tenant, from 1 on without a gap
 * @param entry id of the entry
 * @param seal HMAC-SHA-256, lower-case hex
 * @param keyId id of the key of the installation's key set that the seal was made with
 * @param sealedAt when (UTC, database clock, microseconds)
 */
public record SealRow(long number, long entry, String seal, long keyId, Instant sealedAt) {}
