package io.tieout.connector.ebs.wire;

import io.tieout.remote.HttpTimeouts;
import io.tieout.remote.Limits;
import java.net.URI;
import java.util.Locale;

/**
 * How a connection reaches the gateway.
 *
 * @param base address of the EBS with the path of the REST services, without a slash at the end
 * @param alias of the package, case-sensitive
 * @param authentication how calls log in
 * @param context responsibility and operating unit that calls run in
 * @param timeouts of each call
 * @param limit of calls over all processes
 * @param assumptions what nobody has confirmed
 */
public record IsgSettings(
        String base,
        String alias,
        Authentication authentication,
        Context context,
        HttpTimeouts timeouts,
        Limits.Limit limit,
        IsgAssumptions assumptions) {

    /** How calls log in. */
    public enum Authentication {
        /** User and password with every call. */
        BASIC,
        /** User and password once, then the token they gave as a cookie. */
        TOKEN
    }

    /**
     * What RESTHeader carries; empty texts where the package needs none.
     *
     * @param responsibility the responsibility's key, not its name
     * @param application the responsibility's application short name
     * @param securityGroup key of the security group
     * @param language for example {@code AMERICAN}
     * @param org operating unit id
     */
    public record Context(
            String responsibility, String application, String securityGroup, String language, String org) {}

    URI address(String procedure) {
        String method = assumptions.lowerCaseMethods() ? procedure.toLowerCase(Locale.ROOT) : procedure;
        return URI.create(base + "/" + alias + "/" + method + (assumptions.trailingSlash() ? "/" : ""));
    }

    URI loginAddress() {
        return URI.create(base + assumptions.loginPath());
    }

    String namespace(String procedure) {
        return assumptions.namespaceRoot() + assumptions.product() + "/rest/" + alias + "/"
                + procedure.toLowerCase(Locale.ROOT) + "/";
    }
}
