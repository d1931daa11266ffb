package io.tieout.store.access;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Access to the entities of operators, inside this package only. */
@ApplicationScoped
class OperatorEntities implements PanacheRepositoryBase<OperatorEntity, String> {}
