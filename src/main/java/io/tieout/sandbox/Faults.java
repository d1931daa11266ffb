package io.tieout.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The faults that are set: each for one operation (or {@code *} for any) and a number of times. General faults act
 * around any operation by themselves; a simulator asks for its own ones with {@link #take}. Kept in memory only.
 */
public final class Faults {

    /** Fits every operation. */
    public static final String ANY = "*";

    /**
     * Known at every sandbox. {@code latency}: delay, then normal. {@code answer-lost}: done, then the connection is
     * cut. {@code lands-late}: cut at once, done after the delay. {@code reset}: cut, not done. {@code status-...} and
     * {@code html-503}: refused, not done. {@code malformed}: done, answered 200 with broken JSON. {@code half-page}:
     * done, full length declared, cut in the middle of the body.
     */
    public static final List<String> GENERAL = List.of(
            "latency",
            "answer-lost",
            "lands-late",
            "reset",
            "status-401",
            "status-429",
            "status-500",
            "html-503",
            "malformed",
            "half-page");

    /** One fault that is set; {@code times} counts down. The delay serves {@code latency} and {@code lands-late}. */
    public record Fault(String operation, String fault, int times, Duration delay) {

        Fault once() {
            return new Fault(operation, fault, times - 1, delay);
        }
    }

    private final List<Fault> set = new ArrayList<>();
    private List<String> operations = List.of();
    private List<String> own = List.of();

    synchronized void know(List<String> knownOperations, List<String> ownFaults) {
        operations = List.copyOf(knownOperations);
        own = List.copyOf(ownFaults);
    }

    /**
     * Sets a fault.
     *
     * @throws IllegalArgumentException naming the wrong field and what is known
     */
    public synchronized void add(Fault fault) {
        if (!fault.operation().equals(ANY) && !operations.contains(fault.operation())) {
            throw new IllegalArgumentException("operation: unknown; known are " + operations + " and " + ANY);
        }
        if (!known().contains(fault.fault())) {
            throw new IllegalArgumentException("fault: unknown; known are " + known());
        }
        if (fault.times() < 1) {
            throw new IllegalArgumentException("times: 1 or more is needed");
        }
        if (fault.delay().isNegative()) {
            throw new IllegalArgumentException("delay: a duration that is not negative is needed");
        }
        set.add(fault);
    }

    /** Uses up one of a simulator's own faults, if it is set for this operation. */
    public synchronized boolean take(String operation, String fault) {
        return taken(operation, fault).isPresent();
    }

    /** The same, and the fault itself with its delay. */
    public synchronized Optional<Fault> taken(String operation, String fault) {
        return use(operation, set -> set.fault().equals(fault));
    }

    /** Uses up the oldest general fault that is set for this operation. */
    synchronized Optional<Fault> takeGeneral(String operation) {
        return use(operation, set -> GENERAL.contains(set.fault()));
    }

    private Optional<Fault> use(String operation, Predicate<Fault> wanted) {
        for (int i = 0; i < set.size(); i++) {
            Fault fault = set.get(i);
            boolean fits = fault.operation().equals(ANY) || fault.operation().equals(operation);
            if (fits && wanted.test(fault)) {
                if (fault.times() > 1) {
                    set.set(i, fault.once());
                } else {
                    set.remove(i);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    public synchronized List<Fault> set() {
        return List.copyOf(set);
    }

    public synchronized List<String> operations() {
        return operations;
    }

    /** All fault names: the general ones, then the system's own. */
    public synchronized List<String> known() {
        List<String> all = new ArrayList<>(GENERAL);
        all.addAll(own);
        return all;
    }

    public synchronized void clear() {
        set.clear();
    }
}
