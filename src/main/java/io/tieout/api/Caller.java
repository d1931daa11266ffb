package io.tieout.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.tieout.access.Identities;
import io.tieout.connection.Actor;
import io.tieout.connection.ChangeRefused;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Who calls, and which version they change. */
@RequestScoped
class Caller {
    private final SecurityIdentity identity;
    private final HttpHeaders headers;

    Caller(SecurityIdentity identity, HttpHeaders headers) {
        this.identity = identity;
        this.headers = headers;
    }

    Actor actor() {
        return Identities.actor(identity);
    }

    /** The version of a posting that is decided; throws as {@link #version}. */
    OptionalLong postingVersion() {
        OptionalInt version = version();
        return version.isPresent() ? OptionalLong.of(version.getAsInt()) : OptionalLong.empty();
    }

    /** @throws ChangeRefused when If-Match is no version */
    OptionalInt version() {
        String header = headers.getHeaderString(HttpHeaders.IF_MATCH);
        if (header == null) {
            return OptionalInt.empty();
        }
        String text = header.strip().replaceAll("^\"(.*)\"$", "$1");
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw ChangeRefused.invalid(
                    "If-Match", "must be the version as the answer's ETag gives it, for example \"3\"");
        }
    }
}
