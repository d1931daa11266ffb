package io.tieout.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.builder.RouteBuilder;

/**
 * Two routes that take a body and answer 200, one of Camel and one of Vert.x: what the door could reach at most in this
 * process. They are there for the command {@code bench} only ({@code tieout.bench.limits}).
 */
@ApplicationScoped
public class LimitRoutes extends RouteBuilder {
    private static final String ANSWER = "stored";

    private final Limits limits;

    LimitRoutes(Limits limits) {
        this.limits = limits;
    }

    /** Whether they are there, under {@code tieout.bench}. */
    @ConfigMapping(prefix = "tieout.bench")
    public interface Limits {

        /** Nobody sets it but the bench. */
        @WithDefault("false")
        boolean limits();
    }

    @Override
    public void configure() {
        if (limits.limits()) {
            from("platform-http:/bench/camel?httpMethodRestrict=POST")
                    .id("bench-camel")
                    .setBody(constant(ANSWER));
        }
    }

    void mount(@Observes Router router) {
        if (limits.limits()) {
            router.post("/bench/vertx")
                    .handler(BodyHandler.create(false))
                    .handler(request -> request.response().end(ANSWER));
        }
    }
}
