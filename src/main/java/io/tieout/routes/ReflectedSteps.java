package io.tieout.routes;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tieout.audit.Heads;
import io.tieout.audit.Sealer;
import io.tieout.connection.KeyWatch;
import io.tieout.intake.Upkeep;
import io.tieout.intake.WebhookDoor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What route files name, for a native image: steps outside of the packages that are registered whole (see
 * {@code application.properties}), and exceptions of the platform. The proxies that Quarkus makes of all steps can't be
 * named here, since they are made later: they stand in {@code META-INF/native-image}.
 */
@RegisterForReflection(
        targets = {
            Heads.class,
            KeyWatch.class,
            Sealer.class,
            Upkeep.class,
            WebhookDoor.class,
            Exception.class,
            RejectedExecutionException.class
        })
final class ReflectedSteps {
    private ReflectedSteps() {}
}
