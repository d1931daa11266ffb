package io.tieout.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tieout.launch.PostgresAddress;
import java.util.Map;

/** Gives a {@code @QuarkusTest} an empty database of {@link TestPostgres}, a new one at each start of the application. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        PostgresAddress database = TestPostgres.newDatabase();
        return Map.of(
                "quarkus.datasource.jdbc.url", database.url(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password());
    }

    @Override
    public void stop() {
        // The server is shared by all tests of this JVM and ends with it.
    }
}
