package io.tieout.store.access;

import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The tenants of this installation; each method joins the caller's transaction. */
@ApplicationScoped
public class TenantRows {
    private final Database database;

    TenantRows(Database database) {
        this.database = database;
    }

    /** Adds a tenant; one that is there stays. */
    public void ensure(String name) {
        database.run(handle -> handle.execute("insert into tenant (name) values (?) on conflict do nothing", name));
    }

    /** The names of all tenants, in their order. */
    public List<String> names() {
        return database.with(handle -> handle.createQuery("select name from tenant order by name")
                .mapTo(String.class)
                .list());
    }
}
