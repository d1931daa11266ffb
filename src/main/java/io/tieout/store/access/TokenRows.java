package io.tieout.store.access;

import io.quarkus.panache.common.Sort;
import io.tieout.store.access.TokenRow.Grant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Reads and writes API tokens; each method joins the caller's transaction. */
@ApplicationScoped
@Transactional
public class TokenRows {
    private final TokenEntities entities;

    TokenRows(TokenEntities entities) {
        this.entities = entities;
    }

    /** The token of this hash, a revoked one too. */
    public Optional<TokenRow> byHash(String hash) {
        return entities.find("tokenHash", hash).firstResultOptional().map(TokenRows::row);
    }

    /** The tokens of a tenant by number, revoked ones too. */
    public List<TokenRow> ofTenant(String tenant) {
        return entities.find("tenant", Sort.by("id"), tenant).stream()
                .map(TokenRows::row)
                .toList();
    }

    public TokenRow insert(Grant grant, String hash) {
        TokenEntity entity = new TokenEntity();
        entity.name = grant.name();
        entity.tenant = grant.tenant();
        entity.role = grant.role();
        entity.tokenHash = hash;
        entities.persistAndFlush(entity);
        return row(entity);
    }

    /** Revokes a token of this tenant; tells whether there was one that still opened something. */
    public boolean revoke(String tenant, long id) {
        return entities.update("revokedAt = instant where id = ?1 and tenant = ?2 and revokedAt is null", id, tenant)
                == 1;
    }

    private static TokenRow row(TokenEntity entity) {
        return new TokenRow(
                entity.id,
                new Grant(entity.name, entity.tenant, entity.role),
                entity.tokenHash,
                entity.createdAt,
                Optional.ofNullable(entity.revokedAt));
    }
}
