package io.tieout.flow;

import io.tieout.domain.work.Claim;

/** What travels through a route: whatever it carries, the claim it works under is known. */
public interface Claimed {

    /** The claim under which every write for it is guarded. */
    Claim claim();
}
