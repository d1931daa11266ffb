package io.tieout.store.view;

import io.tieout.domain.money.Money;
import io.tieout.store.Database;
import io.tieout.store.view.ReviewList.Total;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/** Lists what needs a person, by the partial index of what is unanswered: what is finished is never looked at. */
@ApplicationScoped
public class ReviewQueries {
    private static final String UNANSWERED =
            " from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id"
                    + " where p.tenant = :tenant and p.state in ('REVIEW', 'GONE', 'HELD')"
                    + " and (:link::text is null or l.key = :link) and (:currency::text is null or p.currency = :currency)"
                    + " and (:age::bigint is null or p.created_at <= now() - :age * interval '1 millisecond') and ";

    private static final String NOW = "p.state in ('REVIEW', 'GONE')";

    private final Database database;

    ReviewQueries(Database database) {
        this.database = database;
    }

    /** A part of a tenant's queue, the oldest posting first; {@code after} is the number of the last one before. */
    public ReviewList list(String tenant, ReviewFilter filter, Cut cut) {
        String which = UNANSWERED + filter.kind().map(ReviewKind::condition).orElse(NOW);
        List<ReviewLine> lines = database.with(handle -> bind(
                        handle.createQuery("select p.*, l.key as link_key, f.object_type, f.object_id, f.occurred_at"
                                + which + " and p.id > :above order by p.id limit :limit"),
                        tenant,
                        filter)
                .bind("above", cut.after().orElse(0))
                .bind("limit", cut.oneMore())
                .map((row, context) -> line(row))
                .list());
        Page<ReviewLine> page =
                Page.of(lines, cut.limit(), line -> line.posting().id());
        return new ReviewList(page, totals(which, tenant, filter));
    }

    private List<Total> totals(String which, String tenant, ReviewFilter filter) {
        return database.with(handle -> bind(
                        handle.createQuery("select p.currency, count(*) as count, sum(p.amount_minor)::bigint as amount"
                                + which + " group by p.currency order by p.currency"),
                        tenant,
                        filter)
                .map((row, context) -> new Total(
                        row.getLong("count"), Money.ofMinor(row.getLong("amount"), row.getString("currency"))))
                .list());
    }

    private static Query bind(Query query, String tenant, ReviewFilter filter) {
        return query.bind("tenant", tenant)
                .bind("link", filter.link().orElse(null))
                .bind("currency", filter.currency().orElse(null))
                .bind("age", filter.olderThan().map(Duration::toMillis).orElse(null));
    }

    private static ReviewLine line(ResultSet row) throws SQLException {
        PostingLine posting = PostingQueries.line(row);
        return new ReviewLine(
                posting,
                ReviewKind.of(posting),
                row.getString("object_type"),
                row.getString("object_id"),
                Columns.instant(row, "occurred_at"),
                Columns.instant(row, "created_at"));
    }
}
