package io.tieout.crash;

import java.time.Instant;
import java.util.List;
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
            select what from (
              select count(*) || ' events are new' as what from event where state = 'NEW' having count(*) > 0
              union all select count(*) || ' charges are not decided' from fact f
                where f.object_type = 'charge' and not exists (
                  select 1 from posting p where p.fact_id = f.id
                    and p.state not in ('WAITING', 'MATCHED', 'SENDING', 'SENT')) having count(*) > 0
              union all select count(*) || ' questions are to be looked at again: ' || min(f.object_id) from fact f
                where (f.stale or f.recheck) and exists (
                  select 1 from posting p where p.fact_id = f.id and p.state = 'REVIEW') having count(*) > 0) found""";
    /**
     * Polls of events and of open items with the periods: what they find may wake what seemed to be at rest. The last
     * orders are disputed half a second after they are paid.
     */
    private static final String UNREAD = """
            select subject from watermark where (subject like 'events:%%' or subject like 'open-items:%%')
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
        return reasons().isEmpty();
    }

    /** Why it is not at rest; a reason that depends on an earlier one is not looked for. */
    List<String> reasons() {
        if (!IntStream.range(0, cluster.size()).allMatch(cluster::ready)) {
            return List.of("a process is not ready");
        }
        if (database.number(CHARGES) < charges) {
            return List.of("charges are not known yet");
        }
        List<String> unread = database.rows(UNREAD.formatted(calm), row -> row.getString(1) + " not read since");
        return unread.isEmpty() ? underWay() : unread;
    }

    private List<String> underWay() {
        return database.rows(UNDER_WAY, row -> row.getString(1));
    }

    /** To be asked again and again. A question that is no longer to be looked at has moved, whatever state it keeps. */
    boolean stuck() {
        String now = underWay() + ", "
                + database.rows(STANDING, row -> row.getString(1)).get(0);
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
