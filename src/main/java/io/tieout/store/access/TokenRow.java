package io.tieout.store.access;

import java.time.Instant;
import java.util.Optional;

/**
 * An API token, of which only the hash is kept.
 *
 * @param id its number
 * @param grant who comes in with it
 * @param hash lower-case hex SHA-256 of the token; never shown
 * @param created since when
 * @param revoked since when it opens nothing any more
 */
public record TokenRow(long id, Grant grant, String hash, Instant created, Optional<Instant> revoked) {

    /**
     * Who comes in.
     *
     * @param name a name for people, which stands in the audit trail
     * @param tenant whose data it opens
     * @param role what it may do: {@code admin}, {@code operator} or {@code viewer}
     */
    public record Grant(String name, String tenant, String role) {}

    @Override
    public String toString() {
        return "TokenRow[id=" + id + ", grant=" + grant + "]";
    }
}
