package io.tieout.connection;

import io.tieout.domain.connection.ConnectionId;
import java.util.Optional;

/** Which customer of a payment service is which customer account of an ERP. */
public interface CustomerMap {

    /** The ERP's customer account id of a provider's customer. */
    Optional<String> account(ConnectionId source, ConnectionId target, String customer);

    /** The ERP's customer account id of an account number, as the mirror of open items or the map knows it. */
    Optional<String> accountByNumber(ConnectionId target, String accountNumber);
}
