package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ebs.TieoutRows.Fence;
import io.tieout.sandbox.ebs.TieoutRows.KnownReference;
import io.tieout.sandbox.ebs.TieoutRows.Load;
import java.util.List;
import java.util.Optional;

/** Which installations write here: their fences, incarnations and load numbers. */
final class Installations {

    private static final int NAME_MAX = 64;

    private final EbsTables db;

    Installations(EbsTables db) {
        this.db = db;
    }

    /** The caller of a write call. */
    record Caller(String installation, long incarnation) {}

    /** @throws CallRefused FENCED when the caller's incarnation is lower than its installation's fence */
    Caller admitted(CallInput in) {
        Caller caller = new Caller(in.needed("P_INSTALLATION"), in.number("P_INCARNATION"));
        if (caller.installation().length() > NAME_MAX) {
            throw CallRefused.badInput("P_INSTALLATION", "longer than " + NAME_MAX);
        }
        long fence =
                db.fences.get(caller.installation()).map(Fence::incarnation).orElse(0L);
        if (caller.incarnation() < fence) {
            throw new CallRefused("FENCED", "Incarnation " + caller.incarnation() + " is below the fence " + fence);
        }
        return caller;
    }

    /**
     * Whether a key names the group.
     *
     * @throws CallRefused BAD_INPUT when a key of another installation names it
     */
    boolean hasGroup(Caller caller, long group) {
        List<KnownReference> keys = db.keys.byIndex("group", EbsTables.id(group));
        if (keys.stream().anyMatch(key -> !isOf(caller, key))) {
            throw CallRefused.badInput("P_GROUP_ID", "is a group of another installation");
        }
        return !keys.isEmpty();
    }

    /** @throws CallRefused BAD_INPUT when no key of the installation names the group */
    void needGroup(Caller caller, long group) {
        if (!hasGroup(caller, group)) {
            throw CallRefused.badInput("P_GROUP_ID", "is no group of this installation");
        }
    }

    static boolean isOf(Caller caller, KnownReference key) {
        return key.installation().equals(caller.installation());
    }

    /**
     * Notes a load, or finds it again.
     *
     * @throws CallRefused LOAD_NUMBER when the number is known with another key, or lies below one that a higher
     *     incarnation of the installation has used
     */
    void load(Caller caller, long number, String requestKey) {
        String installation = caller.installation();
        List<Load> known = db.loads.byIndex("number", EbsTables.parts(installation, EbsTables.ordered(number)));
        if (known.stream().anyMatch(load -> !load.requestKey().equals(requestKey))) {
            throw new CallRefused("LOAD_NUMBER", "Load number " + number + " is known with another request key");
        }
        Optional<Load> highest = highest("incarnation", installation);
        if (highest.isPresent()
                && highest.get().incarnation() > caller.incarnation()
                && number < highest.get().loadNumber()) {
            throw new CallRefused(
                    "LOAD_NUMBER",
                    "Load number " + number + " lies below that of incarnation "
                            + highest.get().incarnation());
        }
        db.loads.put(new Load(installation, caller.incarnation(), number, requestKey));
    }

    private Optional<Load> highest(String index, String installation) {
        return db.loads.before(index, EbsTables.endOf(installation), 1).stream()
                .filter(load -> load.installation().equals(installation))
                .findFirst();
    }

    long maxLoadNumber(String installation) {
        return highest("number", installation).map(Load::loadNumber).orElse(0L);
    }

    long maxIncarnation(String installation) {
        return highest("incarnation", installation).map(Load::incarnation).orElse(0L);
    }

    void fence(Caller caller) {
        db.fences.put(new Fence(caller.installation(), caller.incarnation(), db.now()));
    }
}
