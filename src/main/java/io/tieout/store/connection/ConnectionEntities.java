package io.tieout.store.connection;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Access to the entities of connections, inside this package only. */
@ApplicationScoped
class ConnectionEntities implements PanacheRepositoryBase<ConnectionEntity, Long> {}
