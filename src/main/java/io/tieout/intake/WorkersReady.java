package io.tieout.intake;

import io.tieout.flow.Heartbeat;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Readiness: each loop of the workers ran lately; a dead one turns it red. */
@Readiness
@ApplicationScoped
class WorkersReady implements HealthCheck {
    private final Heartbeat heartbeat;
    private final Duration longest;

    WorkersReady(
            Heartbeat heartbeat,
            @ConfigProperty(name = "tieout.health.longest-silence", defaultValue = "PT2M") Duration longest) {
        this.heartbeat = heartbeat;
        this.longest = longest;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("worker loops");
        boolean alive = true;
        for (var loop : heartbeat.silence().entrySet()) {
            response.withData(
                    loop.getKey().name().toLowerCase(Locale.ROOT) + "SilentSeconds",
                    loop.getValue().toSeconds());
            alive &= loop.getValue().compareTo(longest) <= 0;
        }
        return response.status(alive).build();
    }
}
