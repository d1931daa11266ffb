package io.tieout.intake;

import io.tieout.audit.ActiveRoutes;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;

/** Hashes the files of the routes that run, once per set. */
@ApplicationScoped
public class RouteSet implements ActiveRoutes {
    private final CamelContext context;
    private volatile Hashed last = new Hashed(List.of(), "");

    RouteSet(CamelContext context) {
        this.context = context;
    }

    private record Hashed(List<String> routes, String hash) {}

    @Override
    public String hash() {
        List<Route> routes = context.getRoutes();
        List<String> names = routes.stream().map(Route::getRouteId).toList();
        Hashed known = last;
        if (!known.routes().equals(names)) {
            known = new Hashed(names, hash(routes));
            last = known;
        }
        return known.hash();
    }

    private static String hash(Collection<Route> routes) {
        MessageDigest digest = sha256();
        routes.stream()
                .map(Route::getSourceResource)
                .filter(java.util.Objects::nonNull)
                .sorted(Comparator.comparing(Resource::getLocation))
                .distinct()
                .forEach(resource -> add(digest, resource));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Resource resource) {
        String location = resource.getLocation();
        digest.update(
                location.substring(location.lastIndexOf('/') + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (InputStream in = resource.getInputStream()) {
            digest.update(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the active route file " + location + " cannot be read", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
