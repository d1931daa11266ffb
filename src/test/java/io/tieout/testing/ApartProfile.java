package io.tieout.testing;

import java.util.HashMap;
import java.util.Map;

/** As the tests of flows, in an application of its own with a log in a file: for tests that leave much behind. */
public final class ApartProfile extends FlowProfile {
    /** Where tests search for what must not be logged. */
    public static final String LOG_FILE = "target/apart-test.log";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("quarkus.log.file.enabled", "true");
        overrides.put("quarkus.log.file.path", LOG_FILE);
        return overrides;
    }
}
