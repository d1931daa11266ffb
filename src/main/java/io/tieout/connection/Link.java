package io.tieout.connection;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.LedgerPolicy;

/**
 * One flow between two connections of one tenant.
 *
 * @param id its number
 * @param key its name, never reused: postings are identified by it
 * @param tenant the tenant it belongs to
 * @param flow stem of the flow, for example {@code stripe-charges-to-ebs-ledger}
 * @param source where facts come from
 * @param target where postings go
 * @param policy its settings, read
 * @param version rises with each change of the settings
 * @param settingsHash lower-case hex SHA-256 of the settings: kept with each posting
 * @param working whether it is on and not paused; else its events are stored and wait
 */
public record Link(
        long id,
        String key,
        String tenant,
        String flow,
        ConnectionId source,
        ConnectionId target,
        LedgerPolicy policy,
        int version,
        String settingsHash,
        boolean working) {}
