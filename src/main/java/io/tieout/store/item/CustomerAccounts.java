package io.tieout.store.item;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Customer accounts of an ERP, as far as the mirror of its open items knows them. */
@ApplicationScoped
public class CustomerAccounts {
    private static final int MOST = 20;

    private final Database database;

    CustomerAccounts(Database database) {
        this.database = database;
    }

    /**
     * An account.
     *
     * @param id the ERP's id
     * @param number the number by which people know it
     */
    public record Account(String id, String number) {}

    /** Whether an account, by its id and its number, has an open item. */
    public boolean hasOpenItem(ConnectionId connection, Account wanted) {
        return database.with(handle -> handle.createQuery("""
                        select exists (select 1 from open_item where connection_id = :connection and open
                                         and customer_account = :id and account_number = :number)""")
                .bind("connection", connection.value())
                .bind("id", wanted.id())
                .bind("number", wanted.number())
                .mapTo(Boolean.class)
                .one());
    }

    /**
     * Other accounts that have the id or the number of a wanted one. Its number is looked for among closed items too, its
     * id among open ones.
     */
    public List<Account> like(ConnectionId connection, Account wanted) {
        return database.with(handle -> handle.createQuery("""
                        select customer_account, account_number from open_item
                        where connection_id = :connection
                          and (account_number = :number or (customer_account = :id and open))
                          and (customer_account, account_number) <> (:id, :number)
                        group by customer_account, account_number order by customer_account limit :most""")
                .bind("connection", connection.value())
                .bind("id", wanted.id())
                .bind("number", wanted.number())
                .bind("most", MOST)
                .map((row, context) -> new Account(row.getString("customer_account"), row.getString("account_number")))
                .list());
    }
}
