package io.tieout.store.audit;

import io.tieout.store.audit.AuditEntry.Subject;
import java.time.Instant;

/**
 * An audit entry as it lies in the table, every column of it.
 *
 * @param id its number in the table; not its number in the chain
 * @param at when it was written (UTC, database clock, microseconds)
 * @param subject what it tells of
 * @param detail the JSON text as PostgreSQL writes it
 */
public record EntryRow(
        long id, String tenant, Instant at, String actor, String action, Subject subject, String detail) {}
