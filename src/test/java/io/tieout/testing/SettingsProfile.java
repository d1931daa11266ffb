package io.tieout.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The application on a real PostgreSQL, with the edge of the ERP's ledger replaced. */
public final class SettingsProfile implements QuarkusTestProfile {
    /** Where tests search for what must not be logged. */
    public static final String LOG_FILE = "target/settings-test.log";

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(UnlimitedCalls.class, ChartOfAccounts.class, RememberingErp.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                // Settings need no flow.
                "camel.main.routes-include-pattern",
                "false",
                "quarkus.log.file.enabled",
                "true",
                "quarkus.log.file.path",
                LOG_FILE,
                // Each test makes an operator; the real cost would be half of the tests' time.
                "tieout.login.hash-cost",
                "4");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(PostgresResource.class), new TestResourceEntry(KeySetResource.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
