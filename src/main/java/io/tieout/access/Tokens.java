package io.tieout.access;

import io.tieout.connection.Actor;
import io.tieout.connection.ChangeRefused;
import io.tieout.store.access.TokenRow;
import io.tieout.store.access.TokenRow.Grant;
import io.tieout.store.access.TokenRows;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditEntry.Subject;
import io.tieout.store.audit.AuditRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** API tokens: 256 random bits behind the prefix {@code tieout_}, shown once, kept as SHA-256 only. */
@ApplicationScoped
@Transactional
public class Tokens {
    private static final String PREFIX = "tieout_";
    private static final int BYTES = 32;
    private static final int LONGEST_NAME = 63;

    private final SecureRandom random = new SecureRandom();
    private final TokenRows rows;
    private final AuditRows audit;

    Tokens(TokenRows rows, AuditRows audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /**
     * A token as people see it.
     *
     * @param id its number, by which it is revoked
     * @param name a name for people
     * @param role what it may do
     * @param created since when
     * @param revoked since when it opens nothing any more
     */
    public record View(long id, String name, String role, Instant created, Optional<Instant> revoked) {}

    /** A token with its value, which is never shown again. */
    public record Created(View view, String token) {
        @Override
        public String toString() {
            return "Created[view=" + view + "]";
        }
    }

    public List<View> list(Actor actor) {
        return rows.ofTenant(actor.tenant()).stream().map(Tokens::view).toList();
    }

    /**
     * Makes a new token.
     *
     * @throws ChangeRefused (INVALID) for a name that is blank or too long
     */
    public Created create(Actor actor, String name, Role role) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return keep(
                actor,
                name,
                role,
                PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Makes this value the only token of this name; one that opens already stays. */
    public void ensure(Actor actor, String name, Role role, String token) {
        String hash = hash(token);
        List<TokenRow> named = rows.ofTenant(actor.tenant()).stream()
                .filter(row -> row.grant().name().equals(name) && row.revoked().isEmpty())
                .toList();
        named.stream().filter(row -> !row.hash().equals(hash)).forEach(row -> revoke(actor, row.id()));
        if (named.stream().noneMatch(row -> row.hash().equals(hash))) {
            keep(actor, name, role, token);
        }
    }

    /**
     * Lets a token open nothing from now on; without effect when it is revoked already.
     *
     * @throws ChangeRefused (UNKNOWN) when this tenant has no such token
     */
    public void revoke(Actor actor, long id) {
        boolean known = rows.ofTenant(actor.tenant()).stream().anyMatch(row -> row.id() == id);
        if (!known) {
            throw ChangeRefused.unknown("token", Long.toString(id));
        }
        if (rows.revoke(actor.tenant(), id)) {
            tell(actor, "token.revoke", Map.of("token", id));
        }
    }

    /** Who comes in with this token; empty when nobody does. */
    Optional<Grant> grant(String token) {
        String hash = hash(token);
        return rows.byHash(hash)
                .filter(row -> MessageDigest.isEqual(bytes(row.hash()), bytes(hash)))
                .filter(row -> row.revoked().isEmpty())
                .map(TokenRow::grant);
    }

    private Created keep(Actor actor, String name, Role role, String token) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw ChangeRefused.invalid("name", "must have 1 to " + LONGEST_NAME + " characters");
        }
        TokenRow row = rows.insert(new Grant(name, actor.tenant(), role.text()), hash(token));
        tell(actor, "token.create", Map.of("token", row.id(), "name", name, "role", role.text()));
        return new Created(view(row), token);
    }

    private void tell(Actor actor, String action, Map<String, Object> detail) {
        OptionalLong none = OptionalLong.empty();
        Subject subject = new Subject(none, none, none, none, none, none);
        audit.write(new AuditEntry(actor.tenant(), actor.name(), action, subject, detail));
    }

    private static View view(TokenRow row) {
        return new View(row.id(), row.grant().name(), row.grant().role(), row.created(), row.revoked());
    }

    private static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(token)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
