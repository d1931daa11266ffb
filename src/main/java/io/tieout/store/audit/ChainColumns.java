package io.tieout.store.audit;

import io.tieout.store.audit.AuditEntry.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/** Reads entries and seals from result sets. */
final class ChainColumns {
    /** Columns of an entry (alias e), named so that they can stand beside those of a seal. */
    static final String ENTRY = "e.id, e.tenant, e.at, e.actor, e.action, e.fact_id, e.posting_id, e.batch_id, e.event,"
            + " e.connection_id, e.link_id, e.detail::text as detail";

    /** Columns of a seal (alias s). */
    static final String SEAL = "s.number, s.entry, encode(s.seal, 'hex') as seal, s.key_id, s.sealed_at";

    private ChainColumns() {}

    static EntryRow entry(ResultSet row) throws SQLException {
        return new EntryRow(
                row.getLong("id"),
                row.getString("tenant"),
                instant(row, "at"),
                row.getString("actor"),
                row.getString("action"),
                new Subject(
                        number(row, "fact_id"),
                        number(row, "posting_id"),
                        number(row, "batch_id"),
                        number(row, "event"),
                        number(row, "connection_id"),
                        number(row, "link_id")),
                row.getString("detail"));
    }

    static SealRow seal(ResultSet row) throws SQLException {
        return new SealRow(
                row.getLong("number"),
                row.getLong("entry"),
                row.getString("seal"),
                row.getLong("key_id"),
                instant(row, "sealed_at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
