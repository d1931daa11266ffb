package io.tieout.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The package as it was built has what the image copies, and the image copies all that the program needs. */
class ImageIT {
    private static final String NOTES = "quarkus-app-dependencies.txt";

    @Test
    void package_isCopiedWhole() throws IOException {
        List<String> copied = new ImageFile()
                .copiedFromBuild().stream()
                        .map(source ->
                                source.replace("/src/target/quarkus-app/", "").replace("/", ""))
                        .toList();

        try (Stream<Path> parts = Files.list(Path.of("target/quarkus-app"))) {
            List<String> built = parts.map(part -> part.getFileName().toString())
                    .filter(part -> !part.equals(NOTES))
                    .map(part -> part.endsWith(".jar") ? "*.jar" : part)
                    .distinct()
                    .toList();
            assertThat(copied).containsExactlyInAnyOrderElementsOf(built);
        }
    }
}
