package io.tieout.port.provider;

import io.tieout.domain.connection.ConnectionId;
import java.util.Optional;

/** Verifies a delivery on its raw bytes, by one exact rule per sender and in constant time, and reads its head. */
public interface WebhookVerifier {

    /** The provider as it stands in the door's path, for example {@code stripe}. */
    String provider();

    /**
     * Checks signature and body. Refusal is a value, never an exception.
     *
     * @param connection whose secrets sign
     * @param signature the value of the provider's signature header, absent when there was none
     * @param body the exact bytes received
     */
    Verdict verify(ConnectionId connection, Optional<String> signature, byte[] body);

    /** The answer to a delivery. */
    sealed interface Verdict {

        /** Genuine and readable: may be stored. */
        record Genuine(Notification notification) implements Verdict {}

        /** Not to be stored; the reason names what is wrong and holds nothing of the body or the secret. */
        record Refused(String reason) implements Verdict {}
    }
}
