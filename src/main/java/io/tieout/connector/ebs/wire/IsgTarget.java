package io.tieout.connector.ebs.wire;

import io.tieout.connection.Opened;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * An opened connection with its settings read.
 *
 * @param opened with the credentials {@code user} and {@code password}
 * @param settings of the gateway
 * @param openedNanos the process' own running time, in nanoseconds, just before it was opened
 */
public record IsgTarget(Opened opened, IsgSettings settings, long openedNanos) {

    String basic() {
        String pair = opened.secrets().require("user") + ":" + opened.secrets().require("password");
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "IsgTarget[" + opened.name() + "]";
    }
}
