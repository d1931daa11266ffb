package io.tieout.store.posting;

/**
 * On what a decision was made; kept with the posting.
 *
 * @param factVersion version of the fact
 * @param settingsVersion version of the link's settings
 * @param settingsHash their SHA-256, lower-case hex
 * @param routesHash SHA-256 of the active route files, lower-case hex
 */
public record Stamp(long factVersion, int settingsVersion, String settingsHash, String routesHash) {}
