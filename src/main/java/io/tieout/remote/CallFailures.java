package io.tieout.remote;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;

/** Says what failed, in words of our own: messages of the client may quote what was sent or received. */
final class CallFailures {

    private CallFailures() {}

    static String beforeSending(Exception cause) {
        if (cause instanceof UnknownHostException) {
            return "the host name is not known";
        }
        if (cause instanceof ConnectionRequestTimeoutException) {
            return "no connection of the pool became free in time";
        }
        if (cause instanceof ConnectTimeoutException || cause instanceof SocketTimeoutException) {
            return "the connection did not stand within the connect timeout";
        }
        if (cause instanceof NoRouteToHostException) {
            return "there is no route to the host";
        }
        if (cause instanceof ConnectException) {
            return "the connection was refused";
        }
        if (cause instanceof SSLException) {
            return "the TLS handshake failed (" + cause.getMessage() + ")";
        }
        return "no connection could be made (" + cause.getClass().getSimpleName() + ")";
    }

    static String afterSending(Exception cause) {
        if (cause instanceof ReplyReader.Unacceptable unacceptable) {
            return unacceptable.reason();
        }
        if (cause instanceof SocketTimeoutException) {
            return "no answer came within the read timeout";
        }
        if (cause instanceof NoHttpResponseException) {
            return "the connection was closed without an answer";
        }
        if (cause instanceof ConnectionClosedException || cause instanceof MalformedChunkCodingException) {
            return "the answer was cut off";
        }
        if (cause instanceof SocketException) {
            return "the connection was reset";
        }
        if (cause instanceof ProtocolException) {
            return "the answer is not HTTP";
        }
        return "the call failed after it was sent (" + cause.getClass().getSimpleName() + ")";
    }
}
