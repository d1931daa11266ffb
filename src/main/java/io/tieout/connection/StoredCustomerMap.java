package io.tieout.connection;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.connection.CustomerMapRows;
import io.tieout.store.connection.MappedCustomer;
import io.tieout.store.connection.MappedCustomer.Between;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The customer map as it stands in the database now. */
@ApplicationScoped
class StoredCustomerMap implements CustomerMap {
    private final CustomerMapRows rows;

    StoredCustomerMap(CustomerMapRows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<String> account(ConnectionId source, ConnectionId target, String customer) {
        return rows.find(new Between(source, target), customer).map(MappedCustomer::account);
    }

    /** Absent also when two accounts are known under this number: neither may be chosen. */
    @Override
    public Optional<String> accountByNumber(ConnectionId target, String accountNumber) {
        List<String> accounts = rows.accountsByNumber(target, accountNumber);
        return accounts.size() == 1 ? Optional.of(accounts.get(0)) : Optional.empty();
    }
}
