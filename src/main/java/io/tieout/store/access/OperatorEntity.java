package io.tieout.store.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of table {@code operator}. */
@Entity(name = "Operator")
@Table(name = "operator")
class OperatorEntity {
    @Id
    String name;

    @Column(updatable = false)
    String tenant;

    String role;

    @Column(name = "password_hash")
    String passwordHash;
}
