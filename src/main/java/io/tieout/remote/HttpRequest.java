package io.tieout.remote;

import java.net.URI;
import java.util.Map;

/**
 * A call to a remote system.
 *
 * @param method {@code GET}, {@code POST} ...
 * @param uri absolute, {@code http} or {@code https}
 * @param headers as they are to be sent; {@code Content-Type} is among them when there is a body
 * @param body the exact bytes to send; empty for none
 * @param timeouts of this call
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpRequest(String method, URI uri, Map<String, String> headers, byte[] body, HttpTimeouts timeouts) {

    public HttpRequest {
        headers = Map.copyOf(headers);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("the address of a call is an absolute http or https URI with a host");
        }
    }

    /** Prints no header, query or body: they hold credentials and personal data. */
    @Override
    public String toString() {
        return "HttpRequest[" + method + " " + uri.getHost() + uri.getPath() + "]";
    }
}
