package io.tieout.store.connection;

import io.quarkus.panache.common.Sort;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.Database;
import io.tieout.store.connection.MappedCustomer.Between;
import io.tieout.store.connection.MappedCustomer.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Reads and writes customer maps; each method joins the caller's transaction. What every decision asks for is one
 * statement, without a transaction of its own.
 */
@ApplicationScoped
@Transactional
public class CustomerMapRows {
    private static final String UPSERT = """
            insert into customer_map (source, target, customer, account, account_number)
            values (:source, :target, :customer, :account, :number)
            on conflict (source, target, customer) do update
            set account = excluded.account, account_number = excluded.account_number, updated_at = now()
            where (customer_map.account, customer_map.account_number)
                  is distinct from (excluded.account, excluded.account_number)""";

    private final MappedCustomerEntities entities;
    private final Database database;

    CustomerMapRows(MappedCustomerEntities entities, Database database) {
        this.entities = entities;
        this.database = database;
    }

    /** One customer. */
    @Transactional(TxType.SUPPORTS)
    public Optional<MappedCustomer> find(Between between, String customer) {
        return database.with(handle -> handle.createQuery("""
                        select account, account_number from customer_map
                        where source = :source and target = :target and customer = :customer""")
                .bind("source", between.source().value())
                .bind("target", between.target().value())
                .bind("customer", customer)
                .map((row, context) ->
                        new MappedCustomer(customer, row.getString("account"), row.getString("account_number")))
                .findOne());
    }

    /** A page in the order of customer ids. */
    public List<MappedCustomer> list(Between between, Page page) {
        return entities
                .find(
                        "id.source = ?1 and id.target = ?2 and id.customer > ?3",
                        Sort.by("id.customer"),
                        between.source().value(),
                        between.target().value(),
                        page.after())
                .page(0, page.most())
                .stream()
                .map(CustomerMapRows::row)
                .toList();
    }

    /** Adds or replaces these; those not named stay. Returns how many rows were added or changed. */
    public int save(Between between, List<MappedCustomer> customers) {
        if (customers.isEmpty()) {
            return 0;
        }
        return database.with(handle -> {
            PreparedBatch batch = handle.prepareBatch(UPSERT);
            customers.forEach(each -> batch.bind("source", between.source().value())
                    .bind("target", between.target().value())
                    .bind("customer", each.customer())
                    .bind("account", each.account())
                    .bind("number", each.accountNumber())
                    .add());
            int changed = 0;
            for (int count : batch.execute()) {
                changed += Math.max(count, 0);
            }
            return changed;
        });
    }

    /** Removes one; tells whether it was there. */
    public boolean delete(Between between, String customer) {
        boolean there = entities.deleteById(id(between, customer));
        // What is read by SQL in this transaction does not find it any more.
        entities.flush();
        return there;
    }

    /** The accounts that are known under this number, by the mirror of open items or by a map: at most two. */
    @Transactional(TxType.SUPPORTS)
    public List<String> accountsByNumber(ConnectionId target, String accountNumber) {
        return database.with(handle -> handle.createQuery("""
                        select customer_account from open_item
                        where connection_id = :target and account_number = :number
                        union
                        select account from customer_map where target = :target and account_number = :number
                        limit 2""")
                .bind("target", target.value())
                .bind("number", accountNumber)
                .mapTo(String.class)
                .list());
    }

    private static MappedCustomerEntity.Id id(Between between, String customer) {
        return new MappedCustomerEntity.Id(
                between.source().value(), between.target().value(), customer);
    }

    private static MappedCustomer row(MappedCustomerEntity entity) {
        return new MappedCustomer(entity.id.customer(), entity.account, entity.accountNumber);
    }
}
