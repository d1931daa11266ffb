package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which files a posting keeps the hash of. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class RouteSetTest {
    @Inject
    RouteSet set;

    @Test
    void packagedFiles_haveTheHashOfTheSameFilesMounted() throws IOException {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("routes"), "*" + RouteFiles.ENDING)) {
            for (Path file : files) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }

        assertThat(set.files().contents()).containsOnlyKeys(contents.keySet());
        assertThat(set.hash()).isEqualTo(new RouteFiles(contents).hash());
    }
}
