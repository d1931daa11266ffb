package io.tieout.audit;

import io.tieout.store.Database;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditEntry.Subject;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.audit.EntryRow;
import io.tieout.store.audit.WaitingRows;
import io.tieout.testing.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes chains, and changes them as only someone with the whole database in their hands can. */
@ApplicationScoped
class ChainWorld {
    private final Tenants tenants;
    private final AuditRows audit;
    private final Sealer sealer;
    private final Verifier verifier;
    private final Marking marks;
    private final Database database;

    ChainWorld(Tenants tenants, AuditRows audit, Sealer sealer, Verifier verifier, Marking marks, Database database) {
        this.tenants = tenants;
        this.audit = audit;
        this.sealer = sealer;
        this.verifier = verifier;
        this.marks = marks;
        this.database = database;
    }

    /** A new tenant with a chain of so many entries. */
    String chain(int entries) {
        String tenant = tenants.create().name();
        sealer.seal();
        for (int left = entries - (int) head(tenant).number(); left > 0; left--) {
            write(tenant, left);
        }
        sealer.seal();
        return tenant;
    }

    void write(String tenant, int number) {
        audit.write(new AuditEntry(
                tenant,
                AuditEntry.SYSTEM,
                "test.step",
                Subject.ofPosting(number, number).byEvent(number),
                Map.of("from", "MATCHED", "number", number)));
    }

    /** An entry of the program that has waited for its seal since then, an SQL interval ago. */
    void writeAgo(String tenant, String ago) {
        database.run(handle -> {
            EntryRow entry = handle.createQuery("""
                            insert into audit_entry as e (tenant, at, actor, action, detail)
                            values (:tenant, now() - :ago::interval, 'system', 'test.step', '{}')
                            returning\s""" + WaitingRows.RETURNED)
                    .bind("tenant", tenant)
                    .bind("ago", ago)
                    .map((row, context) -> WaitingRows.entry(row))
                    .one();
            WaitingRows.add(handle, List.of(entry), marks);
        });
    }

    /** The last entry that was written. */
    long youngest(String tenant) {
        return database.with(handle -> handle.createQuery("select max(id) from audit_entry where tenant = :tenant")
                .bind("tenant", tenant)
                .mapTo(Long.class)
                .one());
    }

    Head head(String tenant) {
        return verifier.head(tenant).orElseThrow();
    }

    Verdict verify(String tenant) {
        return verifier.verify(tenant, Optional.empty()).orElseThrow();
    }

    Verdict verify(String tenant, Head kept) {
        return verifier.verify(tenant, Optional.of(kept)).orElseThrow();
    }

    /** The id of the entry with this number. */
    long entry(String tenant, long number) {
        return database.with(
                handle -> handle.createQuery("select entry from audit_seal where tenant = :tenant and number = :number")
                        .bind("tenant", tenant)
                        .bind("number", number)
                        .mapTo(Long.class)
                        .one());
    }

    /** Runs statements past every trigger, as a superuser can; they may use {@code :tenant} and {@code :entry}. */
    void tamper(String tenant, long entry, String... statements) {
        database.run(handle -> handle.useTransaction(transaction -> {
            transaction.execute("set local session_replication_role = replica");
            for (String sql : List.of(statements)) {
                transaction.execute(sql.replace(":tenant", "'" + tenant + "'").replace(":entry", Long.toString(entry)));
            }
        }));
    }
}
