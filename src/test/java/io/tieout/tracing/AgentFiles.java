package io.tieout.tracing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;

/** The archives of {@link TracingAgent}: one with the agent, and one with what the platform's own classes must see. */
final class AgentFiles {
    private AgentFiles() {}

    /** Writes both into a folder; answers the agent's. */
    static Path write(Path folder) throws IOException {
        Path agent = folder.resolve("agent.jar");
        jar(
                agent,
                Map.of(
                        "Premain-Class", TracingAgent.class.getName(),
                        "Can-Retransform-Classes", "true",
                        "Class-Path", library(ByteBuddy.class)),
                List.of(TracingAgent.class, TracingAgent.Told.class));
        jar(reached(agent), Map.of(), List.of(Reached.class));
        return agent;
    }

    /** The second archive beside the agent's. */
    static Path reached(Path agent) {
        return agent.resolveSibling("reached.jar");
    }

    private static String library(Class<?> type) {
        try {
            return type.getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void jar(Path file, Map<String, String> attributes, List<Class<?>> types) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : types) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                jar.write(type.getClassLoader().getResourceAsStream(name).readAllBytes());
            }
        }
    }
}
