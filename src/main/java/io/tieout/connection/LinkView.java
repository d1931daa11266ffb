package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A link as people see it.
 *
 * @param id its number
 * @param key its name, never reused
 * @param flow stem of the flow
 * @param source name of the connection where facts come from
 * @param target name of the connection where postings go
 * @param settings its settings
 * @param settingsHash lower-case hex SHA-256 of the settings
 * @param version rises with each change of the settings
 * @param enabled whether it is switched on
 * @param paused whether its work waits
 */
public record LinkView(
        long id,
        String key,
        String flow,
        String source,
        String target,
        JsonNode settings,
        String settingsHash,
        int version,
        boolean enabled,
        boolean paused) {}
