package io.tieout.store.view;

import io.tieout.domain.money.Money;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lists batches. */
@ApplicationScoped
public class BatchLists {
    private final Database database;

    BatchLists(Database database) {
        this.database = database;
    }

    /** A tenant's batches, newest first; {@code after} is a batch's number. */
    public Page<BatchLine> list(String tenant, BatchFilter filter, Cut cut) {
        List<BatchLine> lines = database.with(handle -> handle.createQuery("""
                        select b.*, c.name as target_name, p.link_key, p.total, p.states
                        from batch b join connection c on c.id = b.target
                        left join lateral (
                          select min(link_key) as link_key, sum(total) as total,
                                 jsonb_object_agg(state, number) as states
                          from (select l.key as link_key, p.state, sum(p.amount_minor) as total, count(*) as number
                                from posting p join link l on l.id = p.link_id where p.batch_id = b.id
                                group by l.key, p.state) by_state) p on true
                        where b.tenant = :tenant and b.id < :below
                          and (cast(:state as text) is null or b.state = :state)
                          and (cast(:day as date) is null or b.accounting_date = :day)
                          and (cast(:link as text) is null or p.link_key = :link)
                        order by b.id desc limit :limit""")
                .bind("tenant", tenant)
                .bind("below", cut.below())
                .bind("state", filter.state().orElse(null))
                .bind("day", filter.day().orElse(null))
                .bind("link", filter.link().orElse(null))
                .bind("limit", cut.oneMore())
                .map((row, context) -> line(row))
                .list());
        return Page.of(lines, cut.limit(), BatchLine::id);
    }

    private BatchLine line(ResultSet row) throws SQLException {
        return new BatchLine(
                row.getLong("id"),
                row.getString("target_name"),
                Columns.maybeText(row, "link_key").orElse(""),
                row.getObject("accounting_date", LocalDate.class),
                row.getLong("number"),
                row.getString("state"),
                Columns.maybeText(row, "reason"),
                Columns.maybeText(row, "last_error"),
                Columns.instant(row, "frozen_at"),
                Columns.maybeNumber(row, "total").isPresent()
                        ? Optional.of(Money.ofMinor(row.getLong("total"), row.getString("currency")))
                        : Optional.empty(),
                states(row));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Long> states(ResultSet row) throws SQLException {
        Map<String, Number> counts = Columns.maybeText(row, "states")
                .map(text -> (Map<String, Number>) database.read(text, Map.class))
                .orElse(Map.of());
        Map<String, Long> states = new TreeMap<>();
        counts.forEach((state, count) -> states.put(state, count.longValue()));
        return states;
    }
}
