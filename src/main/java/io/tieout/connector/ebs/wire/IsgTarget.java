package io.tieout.connector.ebs.wire;

import io.tieout.connection.Opened;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

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

    /**
     * Words of EBS without what was sent to log in.
     *
     * @param login the header that was sent, {@code Authorization} or {@code Cookie}
     */
    String strip(Map.Entry<String, String> login, String words) {
        String sent = login.getValue().split("[ =]", 2)[1];
        return opened.secrets().strip(words.replace(sent, "[redacted]"));
    }

    @Override
    public String toString() {
        return "IsgTarget[" + opened.name() + "]";
    }
}
