package io.tieout.launch;

/** The application, as the launcher runs it: after everything it needs is up. */
@FunctionalInterface
public interface Program {

    /** Runs until it is told to stop, and answers its exit code; 0 is a good end. */
    int run();
}
