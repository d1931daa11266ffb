package io.tieout.store.fact;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.Fact;
import java.time.Instant;

/**
 * A fact as stored.
 *
 * @param id its number
 * @param connection where it was found
 * @param version rises with each fetch that was recorded
 * @param fact what was fetched last
 * @param firstSeen when it was recorded first (UTC, database clock)
 */
public record FactRow(long id, String tenant, ConnectionId connection, long version, Fact fact, Instant firstSeen) {}
