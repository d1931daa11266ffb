package io.tieout.store.view;

import io.tieout.domain.money.Money;
import io.tieout.store.Database;
import io.tieout.store.view.Overview.EventCount;
import io.tieout.store.view.Overview.StateTotal;
import io.tieout.store.watch.AlertRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Sums a tenant's postings and counts its events. */
@ApplicationScoped
public class OverviewQueries {
    private static final int MOST_ALERTS = 50;

    private final Database database;
    private final AlertRows alerts;

    OverviewQueries(Database database, AlertRows alerts) {
        this.database = database;
        this.alerts = alerts;
    }

    /** The overview of a tenant as it stands now. */
    public Overview of(String tenant) {
        return new Overview(
                postings(tenant, false),
                postings(tenant, true),
                events(tenant),
                alerts.latest(tenant, false, MOST_ALERTS));
    }

    private List<StateTotal> postings(String tenant, boolean later) {
        return database.with(handle -> handle.createQuery("""
                        select state, currency, count(*) as count, sum(amount_minor)::bigint as amount
                        from posting where tenant = :tenant and (effect = 'APPLY') = :later and not superseded
                        group by state, currency
                        order by array_position(array['WAITING', 'MATCHED', 'SENDING', 'SENT', 'CONFIRMED', 'HELD',
                          'REVIEW', 'GONE', 'DEAD', 'IGNORED', 'REVERSED'], state), currency""")
                .bind("tenant", tenant)
                .bind("later", later)
                .map((row, context) -> new StateTotal(
                        row.getString("state"),
                        row.getLong("count"),
                        Money.ofMinor(row.getLong("amount"), row.getString("currency"))))
                .list());
    }

    /** One part for each state, so that each finds the partial index of its own. */
    private List<EventCount> events(String tenant) {
        return database.with(handle -> handle.createQuery("""
                        select 'NEW' as state, count(*) as count from event e join connection c on c.id = e.connection_id
                          where c.tenant = :tenant and e.state = 'NEW'
                        union all
                        select 'IGNORED', count(*) from event e join connection c on c.id = e.connection_id
                          where c.tenant = :tenant and e.state = 'IGNORED'
                        union all
                        select 'DEAD', count(*) from event e join connection c on c.id = e.connection_id
                          where c.tenant = :tenant and e.state = 'DEAD'""")
                .bind("tenant", tenant)
                .map((row, context) -> new EventCount(row.getString("state"), row.getLong("count")))
                .list());
    }
}
