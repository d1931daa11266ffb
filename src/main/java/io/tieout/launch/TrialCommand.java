package io.tieout.launch;

import java.time.Clock;

/** Everything on one machine, for a first look: the application, a private PostgreSQL and the simulators. */
final class TrialCommand {

    private static final String LOCAL = "127.0.0.1";

    private final Settings settings;
    private final Terminal terminal;
    private final Clock clock;

    TrialCommand(Settings settings, Terminal terminal, Clock clock) {
        this.settings = settings;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Runs until it is told to stop; then the application stops first, the simulators and PostgreSQL after it. */
    int run(Program program) {
        // A trial is nobody else's business; who wants it seen from other machines says so.
        new Handover()
                .mode("trial")
                .unlessSet(settings, "tieout.http.host", LOCAL)
                .unlessSet(settings, "tieout.management.host", LOCAL)
                .installation("trial")
                .routes(settings)
                .give();
        Ports ports = new Ports(settings).application();
        Sandboxes.KNOWN.keySet().forEach(ports::sandbox);
        Home home = Home.of(settings);
        terminal.out()
                .println("Starting the private PostgreSQL in " + home.postgres() + " (its first start takes "
                        + "some seconds)");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home.postgres());
                Sandboxes sandboxes = Sandboxes.start(settings, home.sandbox(), clock)) {
            hand(postgres, home);
            terminal.out().print(sandboxes.describe());
            return program.run();
        }
    }

    private void hand(EmbeddedPostgres postgres, Home home) {
        KeySetFile keys = new KeySetFile(home.keySet());
        if (!keys.exists()) {
            keys.create();
        }
        keys.check();
        TrialSecrets secrets = TrialSecrets.from(settings, home.trialSecrets());
        new TrialWelcome(settings, terminal, secrets, home.trialSecrets()).whenReady();
        new Handover()
                .database(postgres.address())
                .keySet(home.keySet())
                .trial(secrets)
                .unlessSet(settings, "tieout.log.framework", "WARN")
                .give();
    }
}
