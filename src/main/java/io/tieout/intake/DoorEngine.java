package io.tieout.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.quarkus.core.events.ComponentAddEvent;

/** The engine of {@code platform-http}: addresses of doors get a consumer that holds no thread, others that of Camel. */
final class DoorEngine extends VertxPlatformHttpEngine {
    static final String DOORS = "/webhooks";

    private final Refusals refusals;

    private DoorEngine(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return endpoint.getPath().startsWith(DOORS)
                ? new DoorConsumer(endpoint, processor, this, refusals)
                : super.createConsumer(endpoint, processor);
    }

    /** Puts it into Camel as soon as the component is there, before any route is. */
    @ApplicationScoped
    static class Installer {
        private final Refusals refusals;

        Installer(Refusals refusals) {
            this.refusals = refusals;
        }

        void install(@Observes ComponentAddEvent added) {
            if (added.getComponent() instanceof PlatformHttpComponent component) {
                component.setEngine(
                        CamelContextAware.trySetCamelContext(new DoorEngine(refusals), component.getCamelContext()));
            }
        }
    }
}
