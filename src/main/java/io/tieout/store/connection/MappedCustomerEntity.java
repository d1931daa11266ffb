package io.tieout.store.connection;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of table {@code customer_map}. */
@Entity(name = "MappedCustomer")
@Table(name = "customer_map")
class MappedCustomerEntity {
    @EmbeddedId
    Id id;

    String account;

    @Column(name = "account_number")
    String accountNumber;

    /** The primary key. */
    @Embeddable
    record Id(long source, long target, String customer) implements Serializable {}
}
