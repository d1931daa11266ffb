package io.tieout.connection;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tieout.store.keys.ProcessKeyRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Step of {@code routes/keys.camel.yaml}: reads the key set file again, and reports which keys this process holds, so
 * that the command {@code keys rotate} knows when all processes have a new one.
 */
@ApplicationScoped
@Named("keyWatch")
public class KeyWatch {
    private static final Logger LOG = Logger.getLogger(KeyWatch.class);

    private final KeySet keys;
    private final ProcessKeyRows processes;
    private final String process = UUID.randomUUID().toString();
    private volatile Optional<String> complaint = Optional.empty();

    KeyWatch(KeySet keys, ProcessKeyRows processes) {
        this.keys = keys;
        this.processes = processes;
    }

    void begin(@Observes StartupEvent started) {
        report();
    }

    void end(@Observes ShutdownEvent stopping) {
        try {
            processes.forget(process);
        } catch (RuntimeException e) {
            LOG.debugf(
                    "the report of this process stays until it is old reason=%s",
                    e.getClass().getSimpleName());
        }
    }

    /** Takes the keys of the file when they are others, and reports. A file that is broken changes nothing. */
    public void look() {
        try {
            if (keys.refresh()) {
                KeyRing ring = keys.ring();
                LOG.infof("the key set file was read again keys=%s primary=%s", ring.enabled(), ring.primary());
            }
            complaint = Optional.empty();
        } catch (IllegalStateException e) {
            complain(String.valueOf(e.getMessage()));
        }
        report();
    }

    private void complain(String reason) {
        if (!complaint.equals(Optional.of(reason))) {
            LOG.errorf("the keys of before stay in use: %s", reason);
            complaint = Optional.of(reason);
        }
    }

    private void report() {
        KeyRing ring = keys.ring();
        processes.report(process, host(), ring.enabled(), ring.primary());
    }

    /** The pod's name in Kubernetes. */
    private static String host() {
        return Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(name -> !name.isBlank())
                .orElse("pid " + ProcessHandle.current().pid());
    }
}
