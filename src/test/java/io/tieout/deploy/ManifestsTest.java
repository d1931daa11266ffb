package io.tieout.deploy;

import static io.tieout.deploy.Manifest.list;
import static io.tieout.deploy.Manifest.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import io.kubernetes.client.custom.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests under {@code k8s}, as they stand in the files: what Kubernetes would refuse, and what it would not. */
class ManifestsTest {
    private static final Path BASE = Path.of("k8s/base");
    private static final Path TRIAL = Path.of("k8s/overlays/trial");
    private static final Path ROUTES = Path.of("routes");
    /** What an operator makes: {@code src/docs/operations.md} tells of it. */
    private static final Set<String> BY_HAND =
            Set.of("ConfigMap tieout", "Secret tieout-database", "Secret tieout-keys");

    @Test
    void manifests_readStrictly_areWhatKubernetesTakes() throws IOException {
        for (Path file : yaml()) {
            assertThat(Manifest.strictly(Kustomization.read(file)))
                    .as(file.toString())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas: 2|replica: 2",
                "allowPrivilegeEscalation|allowPrivilegeEscalate",
                "replicas: 2|replicas: two",
                "memory: 768Mi|memory: 768MiB",
                "- name: tieout|- label: tieout",
                "kind: Deployment|kind: Deploy",
                "replicas: 2|replicas: 2\n  replicas: 3",
                "drop: \\[\"ALL\"]|drop: ALL"
            })
    void manifest_withAMistake_isRefused(String change) {
        String[] both = change.split("\\|", -1);
        String spoiled = Kustomization.read(BASE.resolve("deployment.yaml")).replaceAll(both[0], both[1]);

        assertThat(spoiled).isNotEqualTo(Kustomization.read(BASE.resolve("deployment.yaml")));
        assertThatThrownBy(() -> Manifest.strictly(spoiled)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k8s/base", "k8s/overlays/trial", "routes"})
    void kustomization_refersOnlyToWhatIsThere(String folder) {
        assertThat(new Kustomization(Path.of(folder)).findings()).isEmpty();
    }

    @Test
    void routes_areAllInTheConfigMap() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            assertThat(new Kustomization(ROUTES).generated())
                    .containsExactlyInAnyOrderElementsOf(
                            files.filter(file -> file.toString().endsWith(".camel.yaml"))
                                    .toList());
        }
    }

    /** Else a new version's files would reach the pods of the one before, which don't know their steps. */
    @Test
    void routes_ofEachVersion_areAConfigMapOfTheirOwn() {
        assertThat(new Kustomization(ROUTES).titles()).containsExactly("ConfigMap " + nameOfRoutes());
        assertThat(mountedConfigMaps(deployment())).containsExactly(nameOfRoutes());
        assertThat(Kustomization.read(Path.of("src/docs/operations.md"))).contains("`" + nameOfRoutes() + "`");
    }

    /** Names of objects are in lower case. */
    static String nameOfRoutes() {
        return "tieout-routes-" + new ImageFile().projectVersion().toLowerCase(Locale.ROOT);
    }

    static List<String> mountedConfigMaps(Manifest manifest) {
        return texts(list(manifest.at("spec.template.spec"), "volumes"), "configMap.name");
    }

    /** {@code env} beats {@code envFrom}: only what goes with the Deployment itself stands there, and the docs say so. */
    @Test
    void settings_thatBeatTheConfigMap_areFew_andNamedInTheDocs() {
        assertThat(texts(list(container(), "env"), "name"))
                .containsExactlyInAnyOrder("TIEOUT_SHUTDOWN_DELAY", "TIEOUT_KEYSET", "TIEOUT_ROUTES_DIRECTORY");
        assertThat(texts(list(container(), "env"), "value")).doesNotContain("");
        String docs = Kustomization.read(Path.of("src/docs/operations.md"));
        String named = docs.substring(docs.indexOf("What stands under `env`"), docs.indexOf("Keep the two files"));
        assertThat(named).contains("`TIEOUT_SHUTDOWN_DELAY`", "`TIEOUT_KEYSET`", "`TIEOUT_ROUTES_DIRECTORY`");
    }

    @Test
    void everyNamedObject_isMadeHereOrByHand() {
        Set<String> there = new HashSet<>(new Kustomization(BASE).titles());
        there.addAll(BY_HAND);

        assertThat(there).containsAll(namedBy(deployment()));
        assertThat(Kustomization.read(Path.of("src/docs/operations.md")))
                .contains("`tieout-database`", "`tieout-keys`");
    }

    @Test
    void selectors_findThePods_andPortsAreNamed() {
        JsonElement pod = deployment().at("spec.template");
        String name = Manifest.at(pod, "metadata.labels")
                .getAsJsonObject()
                .get("app.kubernetes.io/name")
                .getAsString();

        assertThat(deployment().at("spec.selector.matchLabels").toString()).contains('"' + name + '"');
        assertThat(base("service.yaml").at("spec.selector").toString()).contains('"' + name + '"');
        assertThat(base("poddisruptionbudget.yaml")
                        .at("spec.selector.matchLabels")
                        .toString())
                .contains('"' + name + '"');
        List<String> ports = texts(list(container(), "ports"), "name");
        assertThat(ports).containsExactly("http", "management");
        assertThat(texts(list(base("service.yaml").tree(), "spec.ports"), "targetPort"))
                .containsExactly("http");
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(Manifest.at(container(), probe + ".httpGet.port").getAsString())
                    .isEqualTo("management");
            assertThat(Manifest.at(container(), probe + ".httpGet.path").getAsString())
                    .startsWith("/q/health/");
        }
    }

    @Test
    void volumes_areThoseThatAreMounted() {
        assertThat(texts(list(container(), "volumeMounts"), "name"))
                .containsExactlyInAnyOrderElementsOf(
                        texts(list(deployment().at("spec.template.spec"), "volumes"), "name"));
        assertThat(texts(list(container(), "env"), "value"))
                .contains("/etc/tieout/keys/keyset.json", "/etc/tieout/routes");
        assertThat(texts(list(container(), "volumeMounts"), "mountPath"))
                .contains("/etc/tieout/keys", "/etc/tieout/routes", "/tmp");
    }

    @Test
    void pod_hasNoMoreRightsThanItNeeds() {
        JsonElement pod = deployment().at("spec.template.spec");

        assertThat(Manifest.at(pod, "securityContext.runAsNonRoot").getAsBoolean())
                .isTrue();
        assertThat(Manifest.at(pod, "securityContext.seccompProfile.type").getAsString())
                .isEqualTo("RuntimeDefault");
        assertThat(Manifest.at(pod, "automountServiceAccountToken").getAsBoolean())
                .isFalse();
        JsonElement rights = Manifest.at(container(), "securityContext");
        assertThat(Manifest.at(rights, "allowPrivilegeEscalation").getAsBoolean())
                .isFalse();
        assertThat(Manifest.at(rights, "readOnlyRootFilesystem").getAsBoolean()).isTrue();
        assertThat(Manifest.at(rights, "capabilities.drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(Manifest.at(pod, "securityContext.runAsUser").getAsString()).isEqualTo(new ImageFile().user());
    }

    @Test
    void memory_requestedIsTheLimit_andCpuHasNone() {
        JsonElement resources = Manifest.at(container(), "resources");

        Quantity memory =
                Quantity.fromString(Manifest.at(resources, "limits.memory").getAsString());
        assertThat(Quantity.fromString(Manifest.at(resources, "requests.memory").getAsString()))
                .isEqualTo(memory);
        assertThat(Manifest.at(resources, "requests.cpu").isJsonNull()).isFalse();
        assertThat(Manifest.at(resources, "limits.cpu").isJsonNull()).isTrue();
    }

    /** The delay in which requests are still answered, the time for what is under way, and ten seconds to spare. */
    @Test
    void drain_fitsIntoTheGracePeriod() throws IOException {
        Properties program = new Properties();
        try (var in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            program.load(in);
        }
        Duration ending = Duration.parse("PT" + program.getProperty("quarkus.shutdown.timeout"));
        String delay = texts(
                        list(container(), "env")
                                .filter(one ->
                                        Manifest.at(one, "name").getAsString().equals("TIEOUT_SHUTDOWN_DELAY")),
                        "value")
                .get(0);

        Duration grace = Duration.ofSeconds(deployment()
                .at("spec.template.spec.terminationGracePeriodSeconds")
                .getAsLong());
        assertThat(grace)
                .isGreaterThanOrEqualTo(
                        ending.plus(Duration.parse("PT" + delay)).plusSeconds(10));
        assertThat(program.getProperty("quarkus.shutdown.delay-enabled")).isEqualTo("true");
    }

    @Test
    void versions_areThatOfTheBuild() {
        String version = new ImageFile().projectVersion();

        assertThat(new Kustomization(BASE).text("images", "newTag")).isEqualTo(version);
        assertThat(Kustomization.read(BASE.resolve(Kustomization.FILE)))
                .contains("app.kubernetes.io/version: " + version);
    }

    @Test
    void secrets_areNotInTheRepository() throws IOException {
        for (Path file : yaml()) {
            assertThat(Manifest.strictly(Kustomization.read(file)))
                    .as(file.toString())
                    .noneMatch(manifest -> manifest.kind().equals("Secret"));
        }
        assertThat(Kustomization.read(TRIAL.resolve(Kustomization.FILE))).doesNotContain("secretGenerator");
    }

    /** All manifests but lists of kustomize and what only patches others. */
    private static List<Path> yaml() throws IOException {
        List<Path> patches = new Kustomization(TRIAL).patches();
        try (Stream<Path> files = Files.walk(Path.of("k8s"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith(Kustomization.FILE) && !patches.contains(file))
                    .toList();
        }
    }

    private static Manifest base(String file) {
        return Manifest.strictly(Kustomization.read(BASE.resolve(file))).get(0);
    }

    private static Manifest deployment() {
        return base("deployment.yaml");
    }

    private static JsonElement container() {
        return list(deployment().at("spec.template.spec"), "containers")
                .findFirst()
                .orElseThrow();
    }

    static Set<String> namedBy(Manifest deployment) {
        JsonElement pod = deployment.at("spec.template.spec");
        JsonElement container = list(pod, "containers").findFirst().orElseThrow();
        Set<String> names = new HashSet<>();
        texts(list(container, "envFrom"), "configMapRef.name").forEach(name -> names.add("ConfigMap " + name));
        texts(list(container, "envFrom"), "secretRef.name").forEach(name -> names.add("Secret " + name));
        texts(list(pod, "volumes"), "configMap.name").forEach(name -> names.add("ConfigMap " + name));
        texts(list(pod, "volumes"), "secret.secretName").forEach(name -> names.add("Secret " + name));
        texts(list(pod, "volumes"), "persistentVolumeClaim.claimName")
                .forEach(name -> names.add("PersistentVolumeClaim " + name));
        return names;
    }
}
