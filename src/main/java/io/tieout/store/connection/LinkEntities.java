package io.tieout.store.connection;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Access to the entities of links, inside this package only. */
@ApplicationScoped
class LinkEntities implements PanacheRepositoryBase<LinkEntity, Long> {}
