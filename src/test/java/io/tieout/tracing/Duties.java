package io.tieout.tracing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which lookups of a trace must be registered by us: those of our classes and resources, and those in libraries that come
 * without an extension of Quarkus. Extensions register what they need themselves, or replace the code that needs it.
 */
final class Duties {
    private static final Path OURS = Path.of("target", "classes");

    /** Packages that extensions of Quarkus and Camel Quarkus look after; every other library is looked at. */
    private static final List<String> EXTENSIONS = List.of(
            "com.arjuna.",
            "com.fasterxml.",
            "io.agroal.",
            "io.micrometer.",
            "io.netty.",
            "io.quarkus.",
            "io.smallrye.",
            "io.vertx.",
            "jakarta.",
            "net.bytebuddy.",
            "org.apache.camel.",
            "org.apache.hc.",
            "org.flywaydb.",
            "org.hibernate.",
            "org.infinispan.quarkus.",
            "org.jboss.",
            "org.postgresql.",
            "org.quartz.",
            "org.yaml.snakeyaml.");

    /** Of these types Quarkus makes others when it builds: mappings of settings, and the start of the JVM's package. */
    private static final List<String> BUILT =
            List.of("io.smallrye.config.ConfigMappingInterface", "io.quarkus.bootstrap.runner.");

    /** They look up what route files and pages name, also when it is a class of the Java platform. */
    private static final List<String> NAMED_BY_US = List.of(
            "org.apache.camel.quarkus.core.CamelQuarkusClassResolver", "io.quarkus.qute.ReflectionValueResolver");

    private Duties() {}

    static boolean ours(Reach reach) {
        if (reach.ofResource()) {
            return Files.isRegularFile(OURS.resolve(reach.name())) || !extended(reach.caller());
        }
        if (BUILT.stream().anyMatch(reach.caller()::startsWith)) {
            return false;
        }
        return platform(reach.name()) ? asked(reach) : !extended(reach.name());
    }

    private static boolean extended(String type) {
        return EXTENSIONS.stream().anyMatch(type::startsWith);
    }

    private static boolean asked(Reach reach) {
        return !extended(reach.caller())
                || (NAMED_BY_US.contains(reach.caller()) && !found(reach.name()).isInterface());
    }

    private static boolean platform(String type) {
        try {
            found(type);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static Class<?> found(String type) {
        try {
            return Class.forName(type, false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
