package io.tieout.store.view;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Lists facts, newest first; each filter leads to an index of its own, so that finished work is never scanned. */
@ApplicationScoped
public class FactQueries {
    private static final String BY_PROVIDER = """
            select id from fact where object_id = :text and tenant = :tenant
            union select id from fact where snapshot ->> 'paymentIntent' = :text and tenant = :tenant
            union select f.id from event e join event_fact x on x.event = e.id join fact f on f.id = x.fact
                  where e.event_id = :text and f.tenant = :tenant""";

    private static final String BY_TEXT = BY_PROVIDER + """

            union select fact_id from posting where reference = upper(:text) and tenant = :tenant
            union select p.fact_id from allocation a join posting p on p.id = a.posting_id
                  where upper(a.item_number) = upper(:text) and p.tenant = :tenant
            union select p.fact_id from posting p join fact f on f.id = p.fact_id
                  where p.state in ('REVIEW', 'HELD') and p.tenant = :tenant and exists (
                    select 1 from jsonb_each_text(f.snapshot -> 'metadata') named
                    where upper(named.value) = upper(:text))""";

    private static final String OF_POSTING = " p.tenant = :tenant and (:state::text is null or p.state = :state)"
            + " and (:link::text is null or p.link_id = (select id from link where key = :link"
            + " and tenant = :tenant))";

    // A bound in the inner query too, so that the plan begins with it whatever the statistics say.
    private static final String LATEST = " order by id desc limit :limit";

    private static final String LINE =
            "select f.*, c.name as connection_name from fact f join connection c on c.id = f.connection_id ";

    private final Database database;
    private final PostingQueries postings;

    FactQueries(Database database, PostingQueries postings) {
        this.database = database;
        this.postings = postings;
    }

    /** A part of a tenant's facts. */
    public Page<FactLine> list(String tenant, FactFilter filter, Cut cut) {
        String ids = ids(filter);
        List<FactLine> lines = database.with(handle -> lines(
                bind(handle.createQuery(LINE + "where f.id in (" + ids + ") order by f.id desc limit :limit"), filter)
                        .bind("tenant", tenant)
                        .bind("below", cut.below())
                        .bind("limit", cut.oneMore())));
        return Page.of(withPostings(lines), cut.limit(), FactLine::id);
    }

    private static String ids(FactFilter filter) {
        boolean ofPosting = filter.state().isPresent() || filter.link().isPresent();
        if (filter.text().isPresent() || filter.providerId().isPresent()) {
            String found = filter.text().isPresent() ? BY_TEXT : BY_PROVIDER;
            String narrowed = ofPosting
                    ? " and exists (select 1 from posting p where p.fact_id = t.id and" + OF_POSTING + ")"
                    : "";
            return "select id from (" + found + ") t where id < :below" + narrowed + LATEST;
        }
        return ofPosting
                ? "select distinct p.fact_id from posting p where" + OF_POSTING
                        + " and p.fact_id < :below order by p.fact_id desc limit :limit"
                : "select id from fact where tenant = :tenant and id < :below order by id desc limit :limit";
    }

    private static Query bind(Query query, FactFilter filter) {
        Query bound = query;
        Optional<String> text = filter.text().or(filter::providerId);
        if (text.isPresent()) {
            bound = bound.bind("text", text.get().strip());
        }
        return filter.state().isPresent() || filter.link().isPresent()
                ? bound.bind("state", orNull(filter.state())).bind("link", orNull(filter.link()))
                : bound;
    }

    private static @Nullable String orNull(Optional<String> value) {
        return value.orElse(null);
    }

    /** A fact of a tenant. */
    Optional<FactLine> byId(String tenant, long id) {
        List<FactLine> lines =
                database.with(handle -> lines(handle.createQuery(LINE + "where f.id = :id and f.tenant = :tenant")
                        .bind("id", id)
                        .bind("tenant", tenant)));
        return withPostings(lines).stream().findFirst();
    }

    /** The parts of a fact: the refunds of a charge, oldest first. */
    List<FactLine> parts(long fact) {
        return withPostings(
                database.with(handle -> lines(handle.createQuery(LINE + "where f.parent = :fact order by f.id")
                        .bind("fact", fact))));
    }

    private List<FactLine> withPostings(List<FactLine> lines) {
        if (lines.isEmpty()) {
            return lines;
        }
        Map<Long, List<PostingLine>> byFact = postings
                .ofFacts(lines.stream().map(FactLine::id).toList())
                .stream()
                .collect(Collectors.groupingBy(PostingLine::fact));
        return lines.stream()
                .map(line -> line.with(byFact.getOrDefault(line.id(), List.of())))
                .toList();
    }

    private static List<FactLine> lines(Query query) {
        return query.map((row, context) -> line(row)).list();
    }

    private static FactLine line(ResultSet row) throws SQLException {
        return new FactLine(
                row.getLong("id"),
                row.getString("connection_name"),
                row.getString("object_type"),
                row.getString("object_id"),
                Columns.maybeNumber(row, "parent"),
                row.getLong("version"),
                Columns.money(row),
                Columns.instant(row, "occurred_at"),
                Columns.instant(row, "first_seen_at"),
                Columns.maybeInstant(row, "next_attempt_at"),
                Columns.maybeText(row, "last_error"),
                Columns.maybeInstant(row, "thinned_at"),
                List.of());
    }
}
