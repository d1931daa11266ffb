package io.tieout.bench;

import java.net.URI;

/** One process of the application that is measured. Closing it ends it. */
public interface Application extends AutoCloseable {

    /** Where it answers. */
    URI address();

    /** Where its health is. */
    URI management();

    /**
     * Memory of the process that lies in the machine's memory, in bytes; zero where the system doesn't tell.
     *
     * @throws IllegalStateException when the process has ended
     */
    long resident();

    /** Asks it to end, and waits until it has. */
    @Override
    void close();
}
