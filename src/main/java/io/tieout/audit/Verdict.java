package io.tieout.audit;

import java.util.Optional;

/**
 * What came of a verification.
 *
 * @param checked how many entries were found to be as they were sealed, from the first on
 * @param head the end of the chain as it stands; empty when nothing is sealed
 * @param unsealed how many entries have no seal yet
 * @param finding the first thing that is wrong; empty when nothing is
 */
public record Verdict(String tenant, long checked, Optional<Head> head, long unsealed, Optional<Finding> finding) {

    /** Whether nothing is wrong. */
    public boolean whole() {
        return finding.isEmpty();
    }
}
