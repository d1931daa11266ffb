package io.tieout.store.limit;

import io.tieout.domain.connection.ConnectionId;

/**
 * What is limited together.
 *
 * @param connection whose calls
 * @param bucket which of its calls, for example {@code account} or {@code GET /v1/charges/{id}}
 */
public record LimitKey(ConnectionId connection, String bucket) {}
