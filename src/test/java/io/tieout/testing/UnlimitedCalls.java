package io.tieout.testing;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.remote.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** Calls without limits, where a profile chooses it. */
@Alternative
@ApplicationScoped
public class UnlimitedCalls implements Limits {

    @Override
    public Permit enter(ConnectionId connection, Limit limit) {
        return () -> {};
    }
}
