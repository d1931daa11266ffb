package io.tieout.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The application with the real connectors and the simulators, as in a trial, but seeded by the test. */
public final class TrialProfile implements QuarkusTestProfile {
    public static final String PASSWORD = "trial password";
    public static final String TOKEN = "trial-token-of-the-test";

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(UnlimitedCalls.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "camel.main.routes-include-pattern",
                "false",
                "tieout.trial.password",
                PASSWORD,
                "tieout.trial.token",
                TOKEN);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(PostgresResource.class),
                new TestResourceEntry(KeySetResource.class),
                new TestResourceEntry(SandboxResource.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
