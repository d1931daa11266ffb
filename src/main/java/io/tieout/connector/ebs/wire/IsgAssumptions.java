package io.tieout.connector.ebs.wire;

import java.time.Duration;
import java.util.Set;

/**
 * Everything the connector assumes about a real EBS that nobody has confirmed yet, in one place: a customer whose EBS
 * behaves otherwise sets the field under {@code assumptions} of the connection, and no code changes.
 *
 * @param product unconfirmed: the product, in lower case, of the namespace in which the package is deployed
 * @param namespaceRoot unconfirmed for this package: what stands before product and alias in the namespace of a call
 * @param headerNamespace unconfirmed for this package: the namespace of RESTHeader
 * @param trailingSlash unconfirmed that the server needs it: whether the path of a call ends with a slash
 * @param lowerCaseMethods unconfirmed that the server cares: whether the method in the path is in lower case
 * @param loginPath unconfirmed: where a token is fetched, below the path of the REST services
 * @param cookieName unconfirmed: name of the token's cookie when the log-in does not tell it
 * @param expiredSessionStatuses unconfirmed: HTTP statuses that an expired token is answered with
 * @param credentialStatuses HTTP statuses without a known fault code that mean refused credentials
 * @param grantStatuses unconfirmed without a fault code: HTTP statuses that mean a missing grant, nothing executed
 * @param absentStatuses unconfirmed: HTTP statuses that mean alias or method is not deployed, nothing executed
 * @param throttledStatuses unconfirmed: HTTP statuses by which a proxy refuses a call before passing it on
 * @param watermarkOverlap unconfirmed that it is enough: how far a page of changes goes back before its watermark;
 *     rows appear at commit, later than their stamp, and an hour repeats when summer time ends
 */
public record IsgAssumptions(
        String product,
        String namespaceRoot,
        String headerNamespace,
        boolean trailingSlash,
        boolean lowerCaseMethods,
        String loginPath,
        String cookieName,
        Set<Integer> expiredSessionStatuses,
        Set<Integer> credentialStatuses,
        Set<Integer> grantStatuses,
        Set<Integer> absentStatuses,
        Set<Integer> throttledStatuses,
        Duration watermarkOverlap) {

    public IsgAssumptions {
        expiredSessionStatuses = Set.copyOf(expiredSessionStatuses);
        credentialStatuses = Set.copyOf(credentialStatuses);
        grantStatuses = Set.copyOf(grantStatuses);
        absentStatuses = Set.copyOf(absentStatuses);
        throttledStatuses = Set.copyOf(throttledStatuses);
    }

    /** What holds while a connection says nothing else. */
    public static IsgAssumptions defaults() {
        return new IsgAssumptions(
                "ar",
                "http://xmlns.oracle.com/apps/",
                "http://xmlns.oracle.com/apps/fnd/rest/header",
                true,
                true,
                "/login",
                "EBSDB",
                Set.of(401),
                Set.of(401),
                Set.of(403),
                Set.of(404),
                Set.of(429),
                Duration.ofMinutes(90));
    }
}
