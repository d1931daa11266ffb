package io.tieout.remote;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of a call: after a write the difference between the last two decides whether it may be sent anew. */
public sealed interface HttpReply {

    /**
     * A complete answer of any status.
     *
     * @param status as received; redirects are not followed
     * @param headers by lower-case name
     * @param body complete; empty when there was none
     * @param contentType as received, empty when there was none
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Answered(int status, Map<String, List<String>> headers, byte[] body, String contentType)
            implements HttpReply {

        public Answered {
            headers = Map.copyOf(headers);
        }

        /** The first value of a header. */
        public Optional<String> header(String lowerCaseName) {
            return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
        }

        /** The body as UTF-8. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Prints neither headers nor body: they hold cookies and personal data. */
        @Override
        public String toString() {
            return "Answered[" + status + ", " + contentType + ", " + body.length + " bytes]";
        }
    }

    /** The request surely never left: no connection stood. The reason names no secret. */
    record NotSent(String reason) implements HttpReply {}

    /** The request left, or may have; what the remote system did with it is not known. The reason names no secret. */
    record Lost(String reason) implements HttpReply {}
}
