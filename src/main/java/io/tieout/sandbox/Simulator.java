package io.tieout.sandbox;

import io.vertx.ext.web.Router;
import java.util.List;

/** One simulated system: its real paths, its seed data and what can be made to go wrong in it. */
public interface Simulator {

    /** Short lower-case name, as in the property {@code tieout.sandbox.<system>.port}. */
    String system();

    /** Adds the system's real paths and its page at {@code /}; called once, after the rows are loaded and seeded. */
    void mount(Router router, SandboxDesk desk);

    /** Fills the empty tables. Called inside a transaction, at the first start and after a reset. */
    void seed();

    /** The operations that faults can name. */
    List<String> operations();

    /** The faults that only this system knows, beside {@link Faults#GENERAL}. */
    List<String> faults();

    /** How this system words a failure of its own with this HTTP status (401, 429, 500). */
    default SandboxAnswer failure(int status) {
        return SandboxAnswer.json(status, "{\"error\":\"sandbox fault " + status + "\"}");
    }
}
