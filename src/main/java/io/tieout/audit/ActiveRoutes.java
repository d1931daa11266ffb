package io.tieout.audit;

/** The set of route files that is active now; kept with each posting. */
public interface ActiveRoutes {

    /** SHA-256 over names and contents of the active route files, lower-case hex. */
    String hash();
}
