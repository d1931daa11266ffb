package io.tieout.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole program as in a trial: routes, workers, door, connectors and both simulators, with short pauses. */
public class FlowProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>();
        overrides.put("tieout.trial.password", TrialProfile.PASSWORD);
        overrides.put("tieout.trial.token", TrialProfile.TOKEN);
        overrides.put("tieout.routes.look", "PT0.05S");
        overrides.put("tieout.routes.settle", "PT0.1S");
        overrides.put("tieout.routes.drain", "PT2S");
        overrides.put("tieout.login.hash-cost", "4");
        overrides.put("tieout.dispatch.interval", "50");
        overrides.put("tieout.posting.interval", "50");
        overrides.put("tieout.work.idle-look", "PT0.05S");
        overrides.put("tieout.polling.events", "600");
        overrides.put("tieout.polling.open-items", "600");
        overrides.put("tieout.work.lease", "PT10S");
        overrides.put("tieout.work.first-retry", "PT0.1S");
        overrides.put("tieout.work.longest-retry", "PT1S");
        overrides.put("tieout.work.first-look", "PT0.1S");
        overrides.put("tieout.work.longest-look", "PT0.5S");
        overrides.put("tieout.work.failed-look", "PT0.5S");
        overrides.put("tieout.work.held-look", "PT1S");
        overrides.put("tieout.work.first-import-again", "PT0.2S");
        overrides.put("tieout.work.longest-import-again", "PT0.2S");
        overrides.put("tieout.work.most-imports", "4");
        overrides.put("tieout.breaker.pause", "PT0.2S");
        return overrides;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(PostgresResource.class),
                new TestResourceEntry(KeySetResource.class),
                new TestResourceEntry(SandboxResource.class),
                new TestResourceEntry(RoutesFolderResource.class),
                new TestResourceEntry(TrialModeResource.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
