package io.tieout.intake;

import io.tieout.audit.ActiveRoutes;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceAware;

/** The set of route files that runs: the packaged one, or the one that was read last from the mounted folder. */
@ApplicationScoped
public class RouteSet implements ActiveRoutes {
    private static final RouteFiles NONE = new RouteFiles(new TreeMap<>());

    private final CamelContext context;
    private volatile Active active = new Active(NONE);

    RouteSet(CamelContext context) {
        this.context = context;
    }

    private record Active(RouteFiles files, String hash) {
        Active(RouteFiles files) {
            this(files, files.hash());
        }
    }

    @Override
    public String hash() {
        return active().hash();
    }

    /** The files that run; empty before the routes have started. */
    public RouteFiles files() {
        return active().files();
    }

    /** From now on these files run. */
    void activate(RouteFiles files) {
        active = new Active(files);
    }

    /** Nobody tells of the packaged files, which Camel has loaded itself: they are what its routes were read from. */
    private Active active() {
        if (active.files().contents().isEmpty()) {
            active = new Active(packaged());
        }
        return active;
    }

    private RouteFiles packaged() {
        // A file of configurations has no route of its own: what becomes of errors is in one.
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        Stream<ResourceAware> parts =
                Stream.concat(model.getRouteDefinitions().stream(), model.getRouteConfigurationDefinitions().stream());
        SortedMap<String, byte[]> contents = new TreeMap<>();
        parts.map(ResourceAware::getResource)
                .filter(Objects::nonNull)
                .forEach(source -> contents.computeIfAbsent(name(source), name -> bytes(source)));
        return new RouteFiles(contents);
    }

    private static String name(Resource source) {
        String location = source.getLocation();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static byte[] bytes(Resource source) {
        try (InputStream in = source.getInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the active route file " + source.getLocation() + " cannot be read", e);
        }
    }
}
