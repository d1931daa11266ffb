package io.tieout.store.connection;

import io.tieout.domain.connection.ConnectionId;

/**
 * Which customer of a payment service is which customer account of an ERP.
 *
 * @param customer the provider's customer id
 * @param account the ERP's customer account id
 * @param accountNumber the number by which people know that account
 */
public record MappedCustomer(String customer, String account, String accountNumber) {

    /** The two connections that a map joins. */
    public record Between(ConnectionId source, ConnectionId target) {}

    /** One page of a map: what follows this customer id, at most so many. */
    public record Page(String after, int most) {}
}
