package io.tieout.launch;

/**
 * The program doesn't start (or stops at once); the message says why and what to do, in words for an operator. It is
 * printed without a stack trace and never holds a secret.
 */
public final class LaunchRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int NOT_POSSIBLE = 1;
    private static final int WRONG_USE = 2;

    private final int exitCode;

    private LaunchRefused(String message, int exitCode, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    private LaunchRefused(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Something on this machine or in the settings stands in the way: exit code 1. */
    static LaunchRefused because(String message) {
        return new LaunchRefused(message, NOT_POSSIBLE);
    }

    /** As {@link #because(String)}, with the cause for those who call the launcher from code. */
    static LaunchRefused because(String message, Throwable cause) {
        return new LaunchRefused(message, NOT_POSSIBLE, cause);
    }

    /** The command line itself is wrong: exit code 2. */
    static LaunchRefused wrongUse(String message) {
        return new LaunchRefused(message, WRONG_USE);
    }

    /** What the process answers to its caller. */
    public int exitCode() {
        return exitCode;
    }
}
