package io.tieout.store.access;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Access to the entities of API tokens, inside this package only. */
@ApplicationScoped
class TokenEntities implements PanacheRepositoryBase<TokenEntity, Long> {}
