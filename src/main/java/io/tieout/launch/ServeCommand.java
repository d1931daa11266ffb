package io.tieout.launch;

/**
 * Production. Everything comes from outside: this command knows neither the embedded database nor the simulators, so no
 * setting can bring them in.
 */
final class ServeCommand {

    private final Settings settings;
    private final Program program;

    ServeCommand(Settings settings, Program program) {
        this.settings = settings;
        this.program = program;
    }

    /** Refuses what isn't fit for production before anything starts; else runs until it is told to stop. */
    int run() {
        ServeSettings serve = ServeSettings.from(settings);
        new KeySetFile(serve.keySet()).check();
        new Ports(settings).application();
        DurabilityCheck.pass(serve.database());
        new Handover()
                .mode("serve")
                .database(serve.database())
                .keySet(serve.keySet())
                .installation(serve.installation())
                .routes(settings)
                .unlessSet(settings, "tieout.log.json", "true")
                .give();
        return program.run();
    }
}
