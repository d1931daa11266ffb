package io.tieout.store.connection;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Access to the entities of customer maps, inside this package only. */
@ApplicationScoped
class MappedCustomerEntities implements PanacheRepositoryBase<MappedCustomerEntity, MappedCustomerEntity.Id> {}
