package io.tieout.store.view;

import io.tieout.domain.ledger.Journal;
import io.tieout.domain.matching.MatchResult.Rejected;
import io.tieout.domain.money.Money;
import io.tieout.store.Database;
import io.tieout.store.view.PostingStory.Allocated;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** Lists postings, and reads what one of them holds. */
@ApplicationScoped
public class PostingQueries {
    private static final String SELECT =
            "select p.*, l.key as link_key from posting p join link l on l.id = p.link_id where ";

    private final Database database;

    PostingQueries(Database database) {
        this.database = database;
    }

    /** A tenant's postings in a state, those of the newest facts first; {@code after} is a posting's number. */
    public Page<PostingLine> inState(String tenant, String state, Cut cut) {
        List<PostingLine> lines = database.with(handle -> lines(handle.createQuery(SELECT
                        + "p.tenant = :tenant and p.state = :state and (p.fact_id, p.id) < (coalesce("
                        + "(select fact_id from posting where id = :below), :below), :below)"
                        + " order by p.fact_id desc, p.id desc limit :limit")
                .bind("tenant", tenant)
                .bind("state", state)
                .bind("below", cut.below())
                .bind("limit", cut.oneMore())));
        return Page.of(lines, cut.limit(), PostingLine::id);
    }

    /** The postings of some facts, oldest first. */
    List<PostingLine> ofFacts(Collection<Long> facts) {
        return database.with(
                handle -> lines(handle.createQuery(SELECT + "p.fact_id = any(:facts) order by p.fact_id, p.id")
                        .bindArray("facts", Long.class, facts)));
    }

    /** The postings of a batch, in the order of their references. */
    List<PostingLine> ofBatch(long batch) {
        return database.with(handle -> lines(handle.createQuery(SELECT + "p.batch_id = :batch order by p.reference")
                .bind("batch", batch)));
    }

    /** A posting of a tenant with what it holds. */
    public Optional<PostingStory> story(String tenant, long id) {
        return database.with(handle -> handle.createQuery(SELECT + "p.id = :id and p.tenant = :tenant")
                .bind("id", id)
                .bind("tenant", tenant)
                .map((row, context) -> story(row))
                .findOne());
    }

    /** The postings of a fact with what they hold. */
    List<PostingStory> stories(long fact) {
        return database.with(handle -> handle.createQuery(SELECT + "p.fact_id = :fact order by p.id")
                .bind("fact", fact)
                .map((row, context) -> story(row))
                .list());
    }

    private static List<PostingLine> lines(Query query) {
        return query.map((row, context) -> line(row)).list();
    }

    static PostingLine line(ResultSet row) throws SQLException {
        return new PostingLine(
                row.getLong("id"),
                row.getLong("version"),
                row.getLong("fact_id"),
                row.getString("link_key"),
                row.getString("effect"),
                row.getInt("generation"),
                row.getString("state"),
                row.getBoolean("live"),
                row.getString("reason"),
                Columns.maybeText(row, "flag"),
                row.getString("reference"),
                Columns.money(row),
                Columns.maybeDay(row, "accounting_date"),
                Columns.maybeDay(row, "original_date"),
                Columns.maybeNumber(row, "batch_id"),
                Columns.maybeText(row, "group_id"),
                Columns.instant(row, "updated_at"));
    }

    private PostingStory story(ResultSet row) throws SQLException {
        PostingLine line = line(row);
        return new PostingStory(
                line,
                row.getInt("settings_version"),
                row.getString("settings_hash"),
                row.getString("routes_hash"),
                allocations(line.id()),
                Columns.maybeText(row, "evidence")
                        .map(text -> List.of(database.read(text, Rejected[].class)))
                        .orElse(List.of()),
                Columns.maybeText(row, "journal")
                        .map(text -> database.read(text, Journal.class).lines())
                        .orElse(List.of()));
    }

    private List<Allocated> allocations(long posting) {
        return database.with(handle -> handle.createQuery(
                        "select * from allocation where posting_id = :posting order by item_number")
                .bind("posting", posting)
                .map((row, context) -> new Allocated(
                        row.getString("item_id"),
                        row.getString("item_number"),
                        Columns.money(row),
                        Money.ofMinor(row.getLong("item_remaining_minor"), row.getString("currency"))))
                .list());
    }
}
