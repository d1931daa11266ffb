package io.tieout.store.restore;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Load numbers and incarnations: what this database knows of its own past, and how a restore goes on from there. */
@ApplicationScoped
public class RestoreRows {
    private final Database database;

    RestoreRows(Database database) {
        this.database = database;
    }

    /** The connections to the same system, this one too: the target counts loads by installation. */
    public List<ConnectionId> sameSystem(ConnectionId target) {
        return database.with(handle -> handle.createQuery("""
                        select c.id from connection t join connection c on c.system = t.system and c.base_url = t.base_url
                        where t.id = :target order by c.id""")
                .bind("target", target.value())
                .map((row, context) -> new ConnectionId(row.getLong("id")))
                .list());
    }

    /**
     * Whether the highest load number that a target knows of this installation is known here too: this database gave it
     * to a load for that system, or has adopted what the target held up to it.
     */
    public boolean knows(ConnectionId target, long number) {
        return number == 0
                || database.with(handle -> handle.createQuery("""
                        with same as (
                          select c.id from connection t
                          join connection c on c.system = t.system and c.base_url = t.base_url where t.id = :target)
                        select exists (select 1 from batch where number = :number and target in (select id from same))
                          or exists (select 1 from restored where highest >= :number
                                     and target in (select id from same))""")
                        .bind("target", target.value())
                        .bind("number", number)
                        .mapTo(Boolean.class)
                        .one());
    }

    /**
     * A connection to whose system this database gave a load number.
     *
     * @param name only where it is of the tenant who is told
     */
    public record Given(Optional<String> name) {}

    /** Where else this database gave a load number that a target knows; empty when it gave it to none. */
    public Optional<Given> givenTo(ConnectionId target, long number) {
        return database.with(handle -> handle.createQuery("""
                        select case when c.tenant = t.tenant then c.name end as name
                        from batch b join connection c on c.id = b.target join connection t on t.id = :target
                        where b.number = :number order by name limit 1""")
                .bind("target", target.value())
                .bind("number", number)
                .map((row, context) -> new Given(Optional.ofNullable(row.getString("name"))))
                .findOne());
    }

    /** How often this database was restored, from 1. */
    public long incarnation() {
        return database.with(handle -> handle.createQuery("select incarnation from installation")
                .mapTo(Long.class)
                .one());
    }

    /** Begins another life of this database; no load gets a number again that a target knows. */
    @Transactional
    public void begin(long incarnation, long highest) {
        database.run(handle -> {
            handle.createUpdate("update installation set incarnation = greatest(incarnation, :incarnation)")
                    .bind("incarnation", incarnation)
                    .execute();
            numberFrom(highest);
        });
    }

    /** Numbers that are given out from now on are higher. */
    public void numberFrom(long highest) {
        database.run(handle -> handle.createUpdate("update load_number set last = greatest(last, :highest)")
                .bind("highest", highest)
                .execute());
    }

    /** Notes that what a target holds up to this load number is known here now. */
    @Transactional
    public void adopted(Collection<ConnectionId> targets, long incarnation, long highest, String actor) {
        targets.forEach(target -> database.run(handle -> handle.createUpdate("""
                        insert into restored (target, incarnation, highest, actor)
                        values (:target, :incarnation, :highest, :actor)
                        on conflict (target, incarnation) do update set highest = excluded.highest""")
                .bind("target", target.value())
                .bind("incarnation", incarnation)
                .bind("highest", highest)
                .bind("actor", actor)
                .execute()));
    }

    /**
     * A batch by which postings of a forgotten load are followed; it holds no bytes, since it is never sent.
     *
     * @param ledger names the books in the target
     */
    public long follow(ConnectionId target, String ledger, LocalDate date) {
        return database.with(handle -> handle.createQuery("""
                        with next as (update load_number set last = last + 1 returning last)
                        insert into batch (tenant, target, ledger, accounting_date, incarnation, number, request_key,
                          bytes, state, reason, next_attempt_at)
                        select c.tenant, c.id, :ledger, :date, i.incarnation, next.last, '',
                          '{"postings":[]}'::bytea, 'LOADED', 'adopted after a restore', now()
                        from connection c, installation i, next where c.id = :target
                        returning id""")
                .bind("target", target.value())
                .bind("ledger", ledger)
                .bind("date", date)
                .mapTo(Long.class)
                .one());
    }

    /** The batches of these targets whose load may leave again: frozen, or with a posting of which nobody answered. */
    public List<Long> unanswered(Collection<ConnectionId> targets) {
        return database.with(handle -> handle.createQuery("""
                        select id from batch b where target = any(:targets) and (state = 'FROZEN' or exists (
                          select 1 from posting p where p.batch_id = b.id and p.state = 'SENDING')) order by id""")
                .bindArray(
                        "targets",
                        Long.class,
                        targets.stream().map(ConnectionId::value).toList())
                .mapTo(Long.class)
                .list());
    }

    /**
     * Has a batch loaded again, with the bytes that were frozen, under a number that nobody knows: the one of before may
     * be a forgotten load's.
     *
     * @return that number
     */
    public long loadAgain(long batch, String reason) {
        return database.with(handle -> handle.createQuery("""
                        with next as (update load_number set last = last + 1 returning last)
                        update batch b set number = next.last, incarnation = i.incarnation, state = 'FROZEN',
                          reason = :reason, version = version + 1, epoch = epoch + 1, lease_until = null, attempts = 0,
                          next_attempt_at = now(), done_at = null
                        from next, installation i where b.id = :batch returning b.number""")
                .bind("reason", reason)
                .bind("batch", batch)
                .mapTo(Long.class)
                .one());
    }

    /** Has the facts of these targets decided anew of which nothing has been sent. */
    public int wake(Collection<ConnectionId> targets) {
        return database.with(handle -> handle.createUpdate("""
                        update fact set next_attempt_at = now(), recheck = true, attempts = 0, epoch = epoch + 1,
                          lease_until = null
                        where id in (select fact_id from posting where not live and closed_at is null
                                       and state in ('WAITING', 'MATCHED', 'REVIEW') and target = any(:targets))""")
                .bindArray(
                        "targets",
                        Long.class,
                        targets.stream().map(ConnectionId::value).toList())
                .execute());
    }
}
