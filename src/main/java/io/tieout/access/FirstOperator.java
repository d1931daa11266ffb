package io.tieout.access;

import io.quarkus.runtime.StartupEvent;
import io.tieout.connection.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Lets the first person into an empty installation: the operator {@code admin} of the tenant and with the password
 * that the environment gives. Without effect as soon as anybody may log in.
 */
@ApplicationScoped
class FirstOperator {
    private static final Logger LOG = Logger.getLogger(FirstOperator.class);
    private static final String NAME = "admin";

    private final Operators operators;
    private final Optional<String> tenant;
    private final Optional<String> password;

    FirstOperator(
            Operators operators,
            @ConfigProperty(name = "tieout.first.tenant") Optional<String> tenant,
            @ConfigProperty(name = "tieout.first.password") Optional<String> password) {
        this.operators = operators;
        this.tenant = tenant;
        this.password = password;
    }

    void onStart(@Observes StartupEvent event) {
        if (tenant.isEmpty() || password.isEmpty()) {
            if (operators.none() && !"trial".equals(System.getProperty("tieout.mode"))) {
                LOG.warn("nobody may log in yet: set TIEOUT_FIRST_TENANT and TIEOUT_FIRST_PASSWORD and start again");
            }
            return;
        }
        if (operators.none()) {
            operators.ensure(new Actor(tenant.get(), "first start"), NAME, Role.ADMIN, password.get());
            LOG.infof("operator %s of tenant %s was made", NAME, tenant.get());
        }
    }
}
