package io.tieout.fault;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Who waits for whom by PostgreSQL's advisory locks in the application's database. */
@ApplicationScoped
class AdvisoryLocks {
    private final Database database;

    AdvisoryLocks(Database database) {
        this.database = database;
    }

    /** Whether somebody waits for one that another holds. */
    boolean awaited() {
        return database.with(
                handle -> handle.createQuery("""
                        select exists (select 1 from pg_locks where locktype = 'advisory' and not granted
                          and database = (select oid from pg_database where datname = current_database()))""").mapTo(Boolean.class).one());
    }
}
