package io.tieout.intake;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness: the routes run and the doors take notifications; red as soon as the process is told to stop. */
@Readiness
@ApplicationScoped
class IntakeReady implements HealthCheck {
    private final CamelContext camel;
    private final Inbox inbox;

    IntakeReady(CamelContext camel, Inbox inbox) {
        this.camel = camel;
        this.inbox = inbox;
    }

    @Override
    public HealthCheckResponse call() {
        boolean routes = camel.isStarted();
        boolean doors = inbox.open();
        return HealthCheckResponse.named("intake")
                .withData("routesStarted", routes)
                .withData("doorsOpen", doors)
                .status(routes && doors)
                .build();
    }
}
