package io.tieout.connection;

/**
 * Which installation this is.
 *
 * @param name given at deployment ({@code tieout.installation}), the same in all its processes, never changed
 * @param incarnation from 1; each restore from a backup begins the next one
 */
public record Installation(String name, long incarnation) {}
