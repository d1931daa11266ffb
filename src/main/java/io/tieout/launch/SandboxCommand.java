package io.tieout.launch;

import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** The simulators alone, each on its port, with what they know under {@code TIEOUT_HOME/sandbox}. */
final class SandboxCommand {

    private final Settings settings;
    private final Terminal terminal;
    private final Clock clock;

    SandboxCommand(Settings settings, Terminal terminal, Clock clock) {
        this.settings = settings;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Runs until the process is told to stop. Each simulator commits its rows call by call and needs no farewell. */
    int run() {
        Ports ports = new Ports(settings);
        Sandboxes.KNOWN.keySet().forEach(ports::sandbox);
        try (Sandboxes sandboxes = Sandboxes.start(settings, Home.of(settings).sandbox(), clock)) {
            terminal.out().print(sandboxes.describe());
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
