package io.tieout.store.keys;

import java.util.Set;

/**
 * Which keys a running process holds.
 *
 * @param host where it runs, for people
 * @param enabled ids of the keys that it opens with
 * @param primary id of the key that it seals with
 * @param silentSeconds how long ago it said so, by the database's clock
 */
public record ProcessKeys(String host, Set<Long> enabled, long primary, long silentSeconds) {

    public ProcessKeys {
        enabled = Set.copyOf(enabled);
    }
}
