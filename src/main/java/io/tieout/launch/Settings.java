package io.tieout.launch;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The operator's settings as the launcher reads them before Quarkus starts, from the places that Quarkus will read:
 * system properties, the environment ({@code TIEOUT_DB_URL} is {@code tieout.db.url}),
 * {@code config/application.properties} in the working directory and the defaults of the package.
 */
final class Settings {

    private static final int BESIDE_THE_PROGRAM = 260;
    private static final int IN_THE_PACKAGE = 250;
    private static final int HIGHEST_PORT = 65_535;

    private final SmallRyeConfig config;

    private Settings(SmallRyeConfig config) {
        this.config = config;
    }

    static Settings ofProcess() {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDefaultInterceptors().addSystemSources();
        URL packaged = Settings.class.getResource("/application.properties");
        if (packaged != null) {
            builder.withSources(file(packaged, IN_THE_PACKAGE));
        }
        Path beside = Path.of("config", "application.properties");
        if (Files.isReadable(beside)) {
            builder.withSources(file(url(beside), BESIDE_THE_PROGRAM));
        }
        return new Settings(builder.build());
    }

    /** Settings of a test, by environment variable or property name. */
    static Settings of(Map<String, String> environment, Map<String, String> properties) {
        return new Settings(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(List.of(
                        new EnvConfigSource(environment, EnvConfigSource.ORDINAL),
                        new PropertiesConfigSource(properties, "test", IN_THE_PACKAGE)))
                .build());
    }

    private static ConfigSource file(URL url, int ordinal) {
        try {
            return new PropertiesConfigSource(url, ordinal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of this property; blank counts as not set. */
    Optional<String> text(String property) {
        return config.getOptionalValue(property, String.class).filter(value -> !value.isBlank());
    }

    /**
     * A TCP port.
     *
     * @throws LaunchRefused when it isn't set or isn't a number from 1 to 65535
     */
    int port(String property) {
        return port(
                property,
                text(property).orElseThrow(() -> LaunchRefused.because(property + " isn't set: a port is needed")));
    }

    /**
     * TCP ports with commas between; none when it isn't set.
     *
     * @throws LaunchRefused when one isn't a number from 1 to 65535
     */
    List<Integer> ports(String property) {
        return text(property).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(value -> port(property, value))
                .toList();
    }

    private static int port(String property, String value) {
        try {
            int port = Integer.parseInt(value.strip());
            if (port >= 1 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw LaunchRefused.because(property + " must be a port from 1 to 65535, not '" + value + "'", e);
        }
        throw LaunchRefused.because(property + " must be a port from 1 to 65535, not " + value);
    }
}
