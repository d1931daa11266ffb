package io.tieout.connection;

/** Who this installation is to the targets. */
public interface Installation {
    /** The operator's name of it. */
    String name();

    /** How often its database was restored, from 1. */
    long incarnation();
}
