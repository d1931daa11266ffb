package io.tieout.remote;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts and times calls to remote systems, by connection and outcome. The outcome is a status or a fixed word, never
 * the remote system's text.
 */
public final class CallMeters {
    private CallMeters() {}

    /** Makes a call and notes how it went; a call that throws counts as {@code failed}. */
    public static <T> T timed(String connection, Supplier<T> call, Function<T, String> outcome) {
        Timer.Sample sample = Timer.start();
        String how = "failed";
        try {
            T answer = call.get();
            how = outcome.apply(answer);
            return answer;
        } finally {
            sample.stop(Metrics.timer("tieout.remote.calls", "connection", connection, "outcome", how));
        }
    }

    /** The outcome of an HTTP call: its status, {@code not-sent} or {@code lost}. */
    public static String outcome(HttpReply reply) {
        if (reply instanceof HttpReply.Answered answered) {
            return Integer.toString(answered.status());
        }
        return reply instanceof HttpReply.NotSent ? "not-sent" : "lost";
    }
}
