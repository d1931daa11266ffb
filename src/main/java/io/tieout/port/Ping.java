package io.tieout.port;

import io.tieout.domain.connection.ConnectionId;
import java.util.List;

/** Logs in to a remote system and reads, so that a person sees what works (API: connections/{name}/ping). */
public interface Ping {

    /** The kind of system this answers for, for example {@code stripe} or {@code ebs}. */
    String system();

    /** Tries each step in turn and never throws for what the remote system says; works on a stopped connection too. */
    Diagnosis ping(ConnectionId connection);

    /** What was tried and what came of it; the first failed step ends the list. */
    record Diagnosis(boolean ok, List<Step> steps) {}

    /** One step in plain words: what was tried, whether it worked, what was found or what to mend. */
    record Step(String name, boolean ok, String detail) {}
}
