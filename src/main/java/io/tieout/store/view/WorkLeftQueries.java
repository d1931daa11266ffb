package io.tieout.store.view;

import io.tieout.store.Database;
import io.tieout.store.view.WorkLeft.Question;
import io.tieout.store.view.WorkLeft.Queue;
import io.tieout.store.view.WorkLeft.Unfinished;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts unfinished work by partial indexes; what is finished is never looked at, so that it stays cheap. */
@ApplicationScoped
public class WorkLeftQueries {
    private final Database database;

    WorkLeftQueries(Database database) {
        this.database = database;
    }

    /** What is left to do now, by the database's clock. */
    public WorkLeft now() {
        return new WorkLeft(queues(), postings(), reviews());
    }

    private List<Queue> queues() {
        return database.with(handle -> handle.createQuery("""
                        select name, due, coalesce(extract(epoch from now() - oldest), 0)::bigint as seconds from (
                        select 'events' as name, count(*) as due, min(next_attempt_at) as oldest
                          from event where state = 'NEW' and next_attempt_at <= now()
                        union all select 'facts', count(*), min(next_attempt_at)
                          from fact where next_attempt_at <= now()
                        union all select 'batches', count(*), min(next_attempt_at)
                          from batch where next_attempt_at <= now()) q""")
                .map((row, context) -> new Queue(row.getString("name"), row.getLong("due"), row.getLong("seconds")))
                .list());
    }

    private List<Question> reviews() {
        String one = "select '%s' as kind, count(*) as open, coalesce(extract(epoch from now() - min(p.created_at)), 0)"
                + "::bigint as seconds from posting p where p.state in ('REVIEW', 'GONE', 'HELD') and %s";
        String all = Stream.of(ReviewKind.values())
                .map(kind -> one.formatted(kind.name(), kind.condition()))
                .collect(Collectors.joining(" union all "));
        return database.with(handle -> handle.createQuery(all)
                .map((row, context) -> new Question(
                        ReviewKind.valueOf(row.getString("kind")), row.getLong("open"), row.getLong("seconds")))
                .list());
    }

    private List<Unfinished> postings() {
        return database.with(handle -> handle.createQuery("""
                        select s.state, count(p.state) as count
                        from unnest(array['WAITING', 'MATCHED', 'SENDING', 'SENT', 'HELD', 'REVIEW', 'GONE']) s(state)
                        left join (select state from posting
                                   where state not in ('CONFIRMED', 'DEAD', 'IGNORED', 'REVERSED')) p using (state)
                        group by s.state""")
                .map((row, context) -> new Unfinished(row.getString("state"), row.getLong("count")))
                .list());
    }
}
