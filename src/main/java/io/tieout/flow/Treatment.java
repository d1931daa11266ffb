package io.tieout.flow;

import io.tieout.domain.posting.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one look found out and did about the failed groups of a batch; filled by the classes that mend them. */
final class Treatment {
    private final Map<Reference, Trouble> troubles = new HashMap<>();
    private final Set<String> examined = new HashSet<>();
    private final Set<String> ready = new HashSet<>();
    private final List<String> stuck = new ArrayList<>();
    private final Set<String> heldUp;
    private final boolean quick;
    private boolean acted;

    private Treatment(boolean quick, Set<String> heldUp) {
        this.quick = quick;
        this.heldUp = new HashSet<>(heldUp);
    }

    /** Nothing found out or done yet. */
    static Treatment begun() {
        return new Treatment(false, Set.of());
    }

    /** Nothing found out yet, after something was done in this look. */
    Treatment next() {
        return new Treatment(true, heldUp);
    }

    /**
     * What is wrong with a posting whose rows wait.
     *
     * @param words in plain words
     * @param asks whether a person must decide; else it goes on by itself
     * @param rest how long nothing will be done about it, where that is known
     */
    record Trouble(String words, boolean asks, Optional<Duration> rest) {}

    /** A person must decide. */
    void asks(Reference reference, String words) {
        troubles.put(reference, new Trouble(words, true, Optional.empty()));
    }

    /** It goes on by itself. */
    void waits(Reference reference, String words) {
        troubles.put(reference, new Trouble(words, false, Optional.empty()));
    }

    /** It goes on by itself after a while. */
    void waits(Reference reference, String words, Duration rest) {
        troubles.put(reference, new Trouble(words, false, Optional.of(rest)));
    }

    /** The rows of a group were read: it is imported only when that said so. */
    void examined(String group) {
        examined.add(group);
    }

    /** The group may be imported. */
    void ready(String group) {
        ready.add(group);
    }

    /** Someone was faster at the rows of a group: nothing more is tried with it in this look. */
    void heldUp(String group) {
        heldUp.add(group);
    }

    boolean holdsUp(String group) {
        return heldUp.contains(group);
    }

    /** Something stops a group that a person must mend. */
    void stuck(String words) {
        stuck.add(words);
    }

    /** Something was changed in the target, or found changed there: what was found before may not hold any more. */
    void acted() {
        acted = true;
    }

    boolean hasActed() {
        return acted;
    }

    /** Whether the next look should come soon, since something was done in this one. */
    boolean quick() {
        return (quick || acted) && heldUp.isEmpty();
    }

    Optional<Trouble> of(Reference reference) {
        return Optional.ofNullable(troubles.get(reference));
    }

    boolean mayImport(String group) {
        return !examined.contains(group) || ready.contains(group);
    }

    Set<String> readyGroups() {
        return Set.copyOf(ready);
    }

    List<String> stuck() {
        return List.copyOf(stuck);
    }
}
