package io.tieout.domain.work;

/** What travels through a route: whatever it carries, the claim it works under is known. */
public interface Claimed {
    Claim claim();
}
