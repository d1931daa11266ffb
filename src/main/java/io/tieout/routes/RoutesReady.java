package io.tieout.routes;

import io.tieout.intake.RouteSet;
import io.tieout.intake.RouteSwap;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Which set of route files runs, and which was refused and why. A refused set is no reason for red, since the one
 * before it runs on; that none runs is, and a restart may help then.
 */
@Readiness
@Liveness
@ApplicationScoped
class RoutesReady implements HealthCheck {
    private static final int MOST_SHOWN = 5;

    private final RouteSet set;
    private final RouteSwap swap;
    private final RouteNews news;

    RoutesReady(RouteSet set, RouteSwap swap, RouteNews news) {
        this.set = set;
        this.swap = swap;
        this.news = news;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("route files")
                .withData("active", set.hash())
                .withData("files", set.files().contents().size());
        news.refusal()
                .ifPresent(refusal -> response.withData("refused", refusal.hash())
                        .withData("refusedSince", refusal.since().toString())
                        .withData(
                                "refusedBecause",
                                String.join(
                                        "\n",
                                        refusal.findings().stream()
                                                .limit(MOST_SHOWN)
                                                .toList())));
        return response.status(swap.running()).build();
    }
}
