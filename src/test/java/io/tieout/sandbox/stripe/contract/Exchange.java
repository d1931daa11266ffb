package io.tieout.sandbox.stripe.contract;

import java.util.List;
import java.util.Map;

/**
 * One call as it passed over the wire.
 *
 * @param query the raw query string, empty without one
 * @param form the raw body of the request
 * @param status the HTTP status that came back
 * @param body the body that came back
 * @param headers those of the answer, names in lower case
 */
public record Exchange(
        String method,
        String path,
        String query,
        String form,
        int status,
        String body,
        Map<String, List<String>> headers,
        Map<String, List<String>> requestHeaders) {

    /** The first value of a header of the answer, else the empty text. */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    /** What was called, for messages. */
    @Override
    public String toString() {
        return method + " " + path + " " + status;
    }
}
