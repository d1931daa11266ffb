package io.tieout.trial;

import io.tieout.access.Operators;
import io.tieout.access.Role;
import io.tieout.access.Tokens;
import io.tieout.connection.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.Config;

/** Lets the trial's admin in, by the password and the token that the launcher hands over. */
@ApplicationScoped
class TrialAccess {
    private final Operators operators;
    private final Tokens tokens;
    private final Config config;

    TrialAccess(Operators operators, Tokens tokens, Config config) {
        this.operators = operators;
        this.tokens = tokens;
        this.config = config;
    }

    void ensure(Actor actor) {
        operators.ensure(actor, "admin", Role.ADMIN, config.getValue("tieout.trial.password", String.class));
        tokens.ensure(actor, "trial", Role.ADMIN, config.getValue("tieout.trial.token", String.class));
    }
}
