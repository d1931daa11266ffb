package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.domain.connection.ConnectionId;

/**
 * A connection opened for a call.
 *
 * @param id its number
 * @param tenant the tenant it belongs to
 * @param name its unique name
 * @param system the kind of remote system, for example {@code stripe} or {@code ebs}
 * @param baseUrl address of the remote system, without a slash at the end
 * @param settings validated settings of that system
 * @param secrets opened credentials; print redacted
 * @param credentialsVersion which credentials these are: a refusal stops only them
 */
public record Opened(
        ConnectionId id,
        String tenant,
        String name,
        String system,
        String baseUrl,
        JsonNode settings,
        Secrets secrets,
        int credentialsVersion) {}
