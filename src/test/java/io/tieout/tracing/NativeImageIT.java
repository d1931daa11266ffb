package io.tieout.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a charge reaches on its way through the whole packaged trial, with pages and API, by reflection and by names of
 * resources, is registered for a native image. The sources of an image are made by {@code -Dnative}, without which there
 * is nothing to hold it against.
 */
@EnabledIfSystemProperty(
        named = "tieout.native",
        matches = "true",
        disabledReason = "add -Dnative -Dquarkus.native.sources-only=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NativeImageIT {
    private static final Path SOURCES = Path.of("target", "native-sources");

    private List<Reach> reached;

    @BeforeAll
    void trace(@TempDir Path folder) throws Exception {
        try (TracedTrial trial = new TracedTrial(folder)) {
            trial.payAndAwaitTheBooks();
            trial.readByApi(List.of(
                    "/api/v1/overview",
                    "/api/v1/facts/1",
                    "/api/v1/postings",
                    "/api/v1/batches",
                    "/api/v1/batches/1",
                    "/api/v1/events",
                    "/api/v1/reviews",
                    "/api/v1/connections",
                    "/api/v1/links",
                    "/api/v1/alerts",
                    "/api/v1/audit/verification",
                    "/api/v1/customer-map/acme-stripe/acme-ebs",
                    "/q/openapi"));
            trial.lookAtPages(List.of(
                    "/",
                    "/facts",
                    "/facts/1",
                    "/batches",
                    "/batches/1",
                    "/events",
                    "/reports",
                    "/reviews",
                    "/month-end",
                    "/style.css"));
            trial.lookBeside();
            reached = trial.end().stream().map(Reach::of).filter(Duties::ours).toList();
        }
    }

    @Test
    void reached_isRegistered() throws Exception {
        assertThat(missingIn(Registered.in(sources()))).isEmpty();
    }

    @Test
    void trace_holdsWhatIsKnownToBeReached() {
        assertThat(reached)
                .extracting(Reach::name)
                .contains(
                        "io.tieout.domain.fact.Charge",
                        "io.tieout.port.RetryLater",
                        "io.tieout.flow.Dispatcher_ClientProxy",
                        "io.tieout.store.view.FactStory",
                        "org.jdbi.v3.core.statement.SqlStatements",
                        "routes/dispatch.camel.yaml",
                        "templates/console/story.html",
                        "sandbox/acme-invoices.csv",
                        "schema/camelYamlDsl.json");
    }

    @Test
    void forgottenRegistration_isFound() throws Exception {
        Registered registered = Registered.in(sources());
        registered.forget("io.tieout.domain.fact.Charge");

        assertThat(missingIn(registered)).extracting(Reach::name).contains("io.tieout.domain.fact.Charge");
    }

    private List<Reach> missingIn(Registered registered) {
        return reached.stream().filter(reach -> !registered.has(reach)).toList();
    }

    private static Path sources() {
        assertThat(SOURCES).as("the sources of a native image").isDirectory();
        assertThat(Files.exists(SOURCES.resolve("native-image.args"))).isTrue();
        return SOURCES;
    }
}
