package io.tieout.connection;

import io.tieout.domain.connection.ConnectionId;
import java.util.List;
import java.util.Optional;

/** The links as they are set now; read on each use, so that a change holds at once in every process. */
public interface Links {

    /** All links of a flow that start at this connection, those that are off or paused too. */
    List<Link> from(ConnectionId source, String flow);

    /** All working links of a flow. */
    List<Link> working(String flow);

    Optional<Link> byId(long id);

    /** A link of a tenant. */
    Optional<Link> byKey(String tenant, String key);
}
