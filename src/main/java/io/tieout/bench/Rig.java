package io.tieout.bench;

/** Makes what is measured. */
public interface Rig {

    /** A new site with simulators of so many companies. */
    Site site(int companies);
}
