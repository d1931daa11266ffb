package io.tieout.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What kustomize makes of the manifests; skipped, and said so, where there is no {@code kubectl}. */
class RenderedTest {
    private static final String ROUTES = "ConfigMap " + ManifestsTest.nameOfRoutes();

    @Test
    void base_rendered_isTakenAndNamesItsObjects() {
        List<Manifest> made = rendered("k8s/base");

        assertThat(made.stream().map(Manifest::title))
                .containsExactlyInAnyOrder(ROUTES, "Deployment tieout", "PodDisruptionBudget tieout", "Service tieout");
        made.forEach(RenderedTest::assertLabelled);
        assertThat(made.stream().flatMap(one -> ManifestsTest.mountedConfigMaps(one).stream()))
                .containsExactly(ManifestsTest.nameOfRoutes());
    }

    @Test
    void trial_rendered_standsByItself() {
        List<Manifest> made = rendered("k8s/overlays/trial");
        Set<String> titles = made.stream().map(Manifest::title).collect(Collectors.toSet());

        Manifest deployment = made.stream()
                .filter(one -> one.kind().equals("Deployment"))
                .findFirst()
                .orElseThrow();
        assertThat(titles)
                .containsExactlyInAnyOrder(
                        ROUTES, "Deployment tieout", "PersistentVolumeClaim tieout-trial", "Service tieout");
        assertThat(titles).containsAll(ManifestsTest.namedBy(deployment));
        assertThat(deployment.at("spec.replicas").getAsInt()).isEqualTo(1);
        assertThat(deployment.at("spec.strategy").toString()).isEqualTo("{\"type\":\"Recreate\"}");
        assertThat(deployment.tree().toString())
                .contains("\"args\":[\"trial\"]", "/var/lib/tieout", "\"readOnlyRootFilesystem\":true")
                .doesNotContain("TIEOUT_KEYSET", "tieout-database", "tieout-keys");
    }

    private static void assertLabelled(Manifest manifest) {
        if (manifest.kind().equals("ConfigMap")) {
            return;
        }
        assertThat(manifest.at("metadata.labels").getAsJsonObject().keySet())
                .as(manifest.title())
                .contains(
                        "app.kubernetes.io/name",
                        "app.kubernetes.io/version",
                        "app.kubernetes.io/component",
                        "app.kubernetes.io/part-of",
                        "app.kubernetes.io/managed-by");
    }

    private static List<Manifest> rendered(String folder) {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "kubectl")));
        assumeThat(there)
                .as("kubectl is not on the PATH: what kustomize makes of %s is not checked", folder)
                .isTrue();
        try {
            Process kubectl = new ProcessBuilder("kubectl", "kustomize", folder).start();
            kubectl.getOutputStream().close();
            String made = new String(kubectl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            String said = new String(kubectl.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(kubectl.waitFor()).as(said).isZero();
            return Manifest.strictly(made);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
