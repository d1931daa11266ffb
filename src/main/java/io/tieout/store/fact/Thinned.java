package io.tieout.store.fact;

/**
 * What one portion took away of a tenant.
 *
 * @param rows rows that were thinned
 * @param bytes of payload that went, uncompressed
 */
public record Thinned(String tenant, long rows, long bytes) {}
