package io.tieout.flow;

import io.tieout.connection.Connections;
import io.tieout.connection.Installation;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.Journals;
import io.tieout.port.erp.References;
import io.tieout.store.restore.RestoreRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a target knows more of this installation than this database does: then the database was restored from a
 * backup, or has a twin, and nothing goes there before a person has decided (move 11). A process asks each target before
 * its first freeze or look there, and reads it from the answer to each load afterwards.
 */
@ApplicationScoped
public class TargetMemory {
    /** How the reason begins for which a connection is stopped then. */
    static final String ESTRANGED = "the database was restored or has a twin";

    private final References references;
    private final RestoreRows numbers;
    private final Installation installation;
    private final Connections connections;
    private final Set<ConnectionId> met = ConcurrentHashMap.newKeySet();

    TargetMemory(References references, RestoreRows numbers, Installation installation, Connections connections) {
        this.references = references;
        this.numbers = numbers;
        this.installation = installation;
        this.connections = connections;
    }

    boolean met(ConnectionId target) {
        return met.contains(target);
    }

    /**
     * Asks a target that this process has not asked yet; costs nothing afterwards.
     *
     * @throws RetryLater when it knows more than we do: the connection is stopped then
     */
    void meet(ConnectionId target) {
        if (met(target)) {
            return;
        }
        // A stopped connection is not called.
        connections.open(target);
        Optional<String> ahead = ahead(target);
        if (ahead.isPresent()) {
            throw estranged(target, ahead.get());
        }
        met.add(target);
    }

    /** What a target knows of this installation that this database doesn't, in words. */
    Optional<String> ahead(ConnectionId target) {
        long incarnation = installation.incarnation();
        References.Fence answer = references.fence(target, new Journals.Stamp(installation.name(), incarnation));
        if (answer instanceof References.Fence.Higher higher) {
            return Optional.of("its target refuses incarnation " + incarnation + " (" + higher.reason() + ")");
        }
        long highest = ((References.Fence.Stands) answer).highestNumber();
        // Read after the answer: a number is stored before its load leaves, in whichever process.
        return numbers.knows(target, highest)
                ? Optional.empty()
                : Optional.of("the target knows load number " + highest + ", which this database does not"
                        + given(target, highest));
    }

    /** Two addresses of one system look like two systems: each would stop the other. */
    private String given(ConnectionId target, long number) {
        return numbers.givenTo(target, number)
                .map(RestoreRows.Given::name)
                .map(name -> name.map(own -> "the connection '" + own + "'").orElse("another tenant's connection"))
                .map(connection -> "; it gave that number to a load by " + connection
                        + ": if they are one system, give them the same base address; if not, restore")
                .orElse("");
    }

    /**
     * Stops a connection for all processes; what is thrown ends the work that found it out. A process that began before
     * the database was restored is itself what the target doesn't know: it stops nobody else.
     */
    RetryLater estranged(ConnectionId target, String reason) {
        if (numbers.incarnation() > installation.incarnation()) {
            return RetryLater.failed("this process is older than the last restore: it must be started again");
        }
        String why = ESTRANGED + ": " + reason;
        connections.stop(target, connections.openAnyway(target).credentialsVersion(), why);
        return RetryLater.failed(why);
    }
}
