package io.tieout.store.keys;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What running processes say of the keys that they hold; by the database's clock. */
@ApplicationScoped
public class ProcessKeyRows {
    /** Who has been silent for longer counts as ended. */
    public static final Duration LIVING = Duration.ofMinutes(1);

    private final Database database;

    public ProcessKeyRows(Database database) {
        this.database = database;
    }

    /** Writes what a process holds now, and drops reports of processes that ended long ago. */
    @Transactional
    public void report(String process, String host, Collection<Long> enabled, long primary) {
        database.run(handle -> {
            handle.createUpdate("""
                            insert into process_key (process, host, keys, primary_key)
                            values (:process, :host, :keys, :primary)
                            on conflict (process) do update
                            set keys = excluded.keys, primary_key = excluded.primary_key, seen_at = now()""")
                    .bind("process", process)
                    .bind("host", host)
                    .bindArray("keys", Long.class, List.copyOf(enabled))
                    .bind("primary", primary)
                    .execute();
            handle.execute("delete from process_key where seen_at < now() - interval '1 day'");
        });
    }

    /** Drops the report of a process that ends. */
    public void forget(String process) {
        database.run(handle -> handle.createUpdate("delete from process_key where process = :process")
                .bind("process", process)
                .execute());
    }

    /** The processes that reported within {@link #LIVING}. */
    public List<ProcessKeys> living() {
        return database.with(handle -> handle.createQuery("""
                        select host, keys, primary_key, extract(epoch from now() - seen_at)::bigint as seconds
                        from process_key where seen_at > now() - :living * interval '1 second'
                        order by host, process""")
                .bind("living", LIVING.toSeconds())
                .map((row, context) -> new ProcessKeys(
                        row.getString("host"), keys(row), row.getLong("primary_key"), row.getLong("seconds")))
                .list());
    }

    private static Set<Long> keys(ResultSet row) throws SQLException {
        return Set.of((Long[]) row.getArray("keys").getArray());
    }
}
