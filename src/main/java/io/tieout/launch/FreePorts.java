package io.tieout.launch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Free ports on 127.0.0.1, none of them given twice: who was given one may not listen on it yet. */
final class FreePorts {
    private final Set<Integer> given = new HashSet<>();

    /**
     * So many that were not given before.
     *
     * @throws LaunchRefused when the machine has none
     */
    synchronized List<Integer> take(int count) {
        List<Integer> fresh = new ArrayList<>();
        while (fresh.size() < count) {
            Ports.free(count - fresh.size()).stream().filter(given::add).forEach(fresh::add);
        }
        return fresh;
    }
}
