package io.tieout.store.batch;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which process collects a group of matched postings: before a freeze the ERP is asked afresh, and one process is
 * enough for that. A turn ends by itself (database clock); who is late does no harm, since {@link Batches#take} guards
 * each posting.
 */
@ApplicationScoped
public class FreezeTurns {
    private final Database database;
    private final UUID process = UUID.randomUUID();

    FreezeTurns(Database database) {
        this.database = database;
    }

    /** Those of these groups whose turn no other process has: this one has it from now on, for so long at most. */
    public Set<BatchKey> take(Collection<BatchKey> groups, Duration most) {
        Map<String, BatchKey> byName = groups.stream().collect(Collectors.toMap(BatchKey::name, Function.identity()));
        return new HashSet<>(database.with(handle -> handle.createQuery("""
                        with left_by_the_dead as (
                          delete from freeze_turn where batch_key in (
                            select batch_key from freeze_turn where until < now() - interval '1 day'
                              and batch_key <> all(:names::text[])
                            for update skip locked))
                        insert into freeze_turn (batch_key, process, until)
                        select name, :process, now() + :most * interval '1 millisecond'
                        from unnest(:names::text[]) as name order by name
                        on conflict (batch_key) do update set process = excluded.process, until = excluded.until
                          where freeze_turn.until < now() or freeze_turn.process = excluded.process
                        returning batch_key""")
                .bind("process", process)
                .bind("most", most.toMillis())
                .bindArray("names", String.class, byName.keySet())
                .map((row, context) -> byName.get(row.getString("batch_key")))
                .list()));
    }

    /** This process keeps its turn for so long from now on; without effect when another has it by now. */
    public void keep(BatchKey group, Duration most) {
        database.run(handle -> handle.createUpdate("""
                        update freeze_turn set until = now() + :most * interval '1 millisecond'
                        where batch_key = :name and process = :process""")
                .bind("most", most.toMillis())
                .bind("name", group.name())
                .bind("process", process)
                .execute());
    }

    /** This process has collected a group: the next turn is anybody's. */
    public void over(BatchKey group) {
        database.run(
                handle -> handle.createUpdate("delete from freeze_turn where batch_key = :name and process = :process")
                        .bind("name", group.name())
                        .bind("process", process)
                        .execute());
    }
}
