package io.tieout.store.posting;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads postings for those that work on them; {@link Postings} alone writes them. */
@ApplicationScoped
public class PostingRows {
    private final Database database;

    PostingRows(Database database) {
        this.database = database;
    }

    /** The posting of a fact, link and effect in its latest generation. */
    public Optional<PostingRow> find(long fact, long link, Effect effect) {
        return database.with(handle -> handle.createQuery("""
                        select * from posting where fact_id = :fact and link_id = :link and effect = :effect
                        order by generation desc limit 1""")
                .bind("fact", fact)
                .bind("link", link)
                .bind("effect", effect.name())
                .map((row, context) -> row(row))
                .findOne());
    }

    /** A posting by its number. */
    public Optional<PostingRow> byId(long id) {
        return byIds(List.of(id)).stream().findFirst();
    }

    /** All postings of a fact. */
    public List<PostingRow> ofFact(long fact) {
        return database.with(handle -> handle.createQuery("select * from posting where fact_id = :fact order by id")
                .bind("fact", fact)
                .map((row, context) -> row(row))
                .list());
    }

    /** The postings frozen in a batch, in the order of their references. */
    public List<PostingRow> ofBatch(long batch) {
        return database.with(
                handle -> handle.createQuery("select * from posting where batch_id = :batch order by reference")
                        .bind("batch", batch)
                        .map((row, context) -> row(row))
                        .list());
    }

    /** Whether a link has any posting. */
    public boolean anyOf(long link) {
        return database.with(handle -> handle.createQuery("select exists (select 1 from posting where link_id = :link)")
                .bind("link", link)
                .mapTo(Boolean.class)
                .one());
    }

    /** The postings with these numbers, in the order of their references. */
    public List<PostingRow> byIds(List<Long> ids) {
        return database.with(
                handle -> handle.createQuery("select * from posting where id = any(:ids) order by reference")
                        .bindArray("ids", Long.class, ids)
                        .map((row, context) -> row(row))
                        .list());
    }

    /** The postings that bear one of these references. */
    public List<PostingRow> byReferences(Collection<Reference> references) {
        return database.with(
                handle -> handle.createQuery("select * from posting where reference = any(:references) order by id")
                        .bindArray(
                                "references",
                                String.class,
                                references.stream().map(Reference::value).toList())
                        .map((row, context) -> row(row))
                        .list());
    }

    /** The postings of some targets in a state. */
    public List<PostingRow> inState(Collection<ConnectionId> targets, PostingState state) {
        return database.with(handle -> handle.createQuery(
                        "select * from posting where state = :state and target = any(:targets) order by id")
                .bind("state", state.name())
                .bindArray(
                        "targets",
                        Long.class,
                        targets.stream().map(ConnectionId::value).toList())
                .map((row, context) -> row(row))
                .list());
    }

    /** The postings of some targets whose references are closed there, and that were not posted again. */
    public List<PostingRow> closedLatest(Collection<ConnectionId> targets) {
        return database.with(handle -> handle.createQuery("""
                        select * from posting where closed_at is not null and not superseded and target = any(:targets)
                        order by id""")
                .bindArray(
                        "targets",
                        Long.class,
                        targets.stream().map(ConnectionId::value).toList())
                .map((row, context) -> row(row))
                .list());
    }

    /** A posting of a tenant, locked until the caller's transaction ends. */
    public Optional<PostingRow> lock(String tenant, long id) {
        return database.with(
                handle -> handle.createQuery("select * from posting where id = :id and tenant = :tenant for update")
                        .bind("id", id)
                        .bind("tenant", tenant)
                        .map((row, context) -> row(row))
                        .findOne());
    }

    /** A posting of a tenant. */
    public Optional<PostingRow> byId(String tenant, long id) {
        return byIds(List.of(id)).stream()
                .filter(row -> row.tenant().equals(tenant))
                .findFirst();
    }

    private PostingRow row(ResultSet row) throws SQLException {
        long batch = row.getLong("batch_id");
        OptionalLong inBatch = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(batch);
        return new PostingRow(
                row.getLong("id"),
                row.getString("tenant"),
                row.getLong("fact_id"),
                row.getLong("link_id"),
                new ConnectionId(row.getLong("target")),
                Effect.valueOf(row.getString("effect")),
                new Reference(row.getString("reference")),
                PostingState.of(row.getString("state"), row.getBoolean("live"), row.getObject("closed_at") != null),
                row.getLong("version"),
                row.getString("reason"),
                Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
                row.getLong("fact_version"),
                Optional.ofNullable(row.getObject("accounting_date", LocalDate.class)),
                Optional.ofNullable(row.getString("journal")).map(text -> database.read(text, Journal.class)),
                inBatch,
                row.getString("settings_hash"),
                Optional.ofNullable(row.getObject("waiting_since", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("accepted")));
    }
}
