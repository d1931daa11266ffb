package io.tieout.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be told of the image without building it. */
class ImageTest {
    private final ImageFile image = new ImageFile();

    @Test
    void sources_areThere_andNotKeptBack() {
        assertThat(image.copiedFromContext()).isNotEmpty().allSatisfy(source -> {
            assertThat(Files.exists(Path.of(source))).as(source).isTrue();
            assertThat(keptBack(source))
                    .as(source + " is kept back by .dockerignore")
                    .isFalse();
        });
        assertThat(List.of("k8s/base/service.yaml", ".tieout/keyset.json", "target/x", "src/test/java", ".git/HEAD"))
                .allMatch(ImageTest::keptBack);
    }

    @Test
    void copies_fromTheBuild_areThePartsOfThePackage() {
        assertThat(image.copiedFromBuild())
                .containsExactly(
                        "/src/target/quarkus-app/lib/",
                        "/src/target/quarkus-app/quarkus/",
                        "/src/target/quarkus-app/*.jar",
                        "/src/target/quarkus-app/app/");
    }

    @Test
    void user_isANumberAndNotRoot() {
        assertThat(image.last("USER")).matches("[1-9][0-9]*:[1-9][0-9]*");
        assertThat(image.last("RUN")).contains("useradd --uid " + image.user() + " ");
    }

    @Test
    void program_isStartedWithoutAShell_andNothingIsFetchedByAdd() {
        assertThat(image.last("ENTRYPOINT")).startsWith("[\"java\", ").endsWith("\"-jar\", \"quarkus-run.jar\"]");
        assertThat(image.last("CMD")).isEqualTo("[\"serve\"]");
        assertThat(image.all("ADD")).isEmpty();
        assertThat(image.last("EXPOSE")).isEqualTo("8080 9000");
    }

    @Test
    void bases_haveATagOtherThanLatest() {
        assertThat(image.all("FROM")).containsExactly("${JDK} AS build", "${JRE}");
        assertThat(image.all("ARG")).hasSize(2).allMatch(base -> base.matches("[A-Z]+=[^:]+:17-[a-z]+-[a-z]+"));
    }

    /** The rules of .dockerignore, as far as ours go: the last one that fits a path or a folder above it counts. */
    private static boolean keptBack(String path) {
        boolean back = false;
        for (String rule : rules()) {
            boolean taken = rule.startsWith("!");
            if (fits(Path.of(path), taken ? rule.substring(1) : rule)) {
                back = !taken;
            }
        }
        return back;
    }

    private static boolean fits(Path path, String pattern) {
        List<Path> all = new ArrayList<>();
        for (Path here = path; here != null; here = here.getParent()) {
            all.add(here);
        }
        return all.stream()
                .anyMatch(here ->
                        here.getFileSystem().getPathMatcher("glob:" + pattern).matches(here));
    }

    private static List<String> rules() {
        return Kustomization.read(Path.of(".dockerignore"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
