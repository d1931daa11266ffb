package io.tieout.crash;

import java.time.Instant;
import java.util.stream.IntStream;

/**
 * Whether the application has come to rest: all processes run, they have read everything since the calm began and
 * nothing is under way; or nothing has moved at so many looks, while a process was ready for work, that it never will.
 */
final class Rest {
    /** Looks and not time, which goes on where the whole machine is paused. */
    private static final int STUCK = 120;

    /** A question that is to be looked at again may be none any more. */
    private static final String UNDER_WAY = """
            select (select count(*) from event where state = 'NEW')
              + (select count(*) from fact f where f.object_type = 'charge' and not exists (
                  select 1 from posting p where p.fact_id = f.id
                    and p.state not in ('WAITING', 'MATCHED', 'SENDING', 'SENT')))
              + (select count(*) from fact f where (f.stale or f.recheck) and exists (
                  select 1 from posting p where p.fact_id = f.id and p.state = 'REVIEW'))""";
    /**
     * Polls of events and of open items with the periods: what they find may wake what seemed to be at rest. The last
     * orders are disputed half a second after they are paid.
     */
    private static final String UNREAD = """
            select count(*) from watermark where (subject like 'events:%%' or subject like 'open-items:%%')
              and completed_at < '%s'::timestamptz + interval '3 seconds'""";

    private static final String CHARGES = "select count(*) from fact where object_type = 'charge'";
    private static final String STANDING = """
            select coalesce(string_agg(concat_ws(' ', what, state, rows), ', ' order by what, state), '') from (
              select 'event' as what, state, count(*) as rows from event group by state
              union all select 'posting', state, count(*) from posting group by state
              union all select 'batch', state, sum(version) from batch group by state) counted""";

    private final Database database;
    private final Cluster cluster;
    private final int charges;
    private final Instant calm = Instant.now();
    private String standing = "";
    private int unchanged;

    /** To be made when the calm begins; {@code charges} is how many the application must know of. */
    Rest(Database database, Cluster cluster, int charges) {
        this.database = database;
        this.cluster = cluster;
        this.charges = charges;
    }

    boolean nothingUnderWay() {
        return IntStream.range(0, cluster.size()).allMatch(cluster::ready)
                && database.number(CHARGES) >= charges
                && database.number(UNREAD.formatted(calm)) == 0
                && database.number(UNDER_WAY) == 0;
    }

    /** To be asked again and again. */
    boolean stuck() {
        String now = database.rows(STANDING, row -> row.getString(1)).get(0);
        boolean able = IntStream.range(0, cluster.size()).anyMatch(cluster::ready);
        if (!able || !now.equals(standing)) {
            standing = now;
            unchanged = 0;
        }
        return ++unchanged > STUCK;
    }

    String standing() {
        return standing;
    }
}
