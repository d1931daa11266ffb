package io.tieout.world;

import io.tieout.port.SubmitOutcome;
import java.util.Map;

/**
 * What the target answers to a call.
 *
 * @param outcomes of a load, for each reference
 * @param closed of a closure: which references have a tombstone now
 * @param number of a split the new group, of an import its run, of a load the highest load number that is known
 */
record Reply(Word word, Map<Integer, SubmitOutcome> outcomes, Few closed, int number) {

    /** Whether it was done. */
    enum Word {
        DONE,
        /** An import is at the rows. */
        BUSY,
        /** The rows are not those that were counted, or sent; or the new lines would be refused. */
        CHANGED,
        /** There are no rows of it any more. */
        NOT_WAITING,
        /** Refused as a whole, nothing done. */
        REFUSED,
        /** The target knows more of this installation than our database. */
        ESTRANGED
    }

    static Reply of(Word word) {
        return new Reply(word, Map.of(), Few.NONE, 0);
    }

    static Reply loaded(Word word, Map<Integer, SubmitOutcome> outcomes, int highest) {
        return new Reply(word, Map.copyOf(outcomes), Few.NONE, highest);
    }

    static Reply closed(Few refs) {
        return new Reply(Word.DONE, Map.of(), refs, 0);
    }

    static Reply numbered(int number) {
        return new Reply(Word.DONE, Map.of(), Few.NONE, number);
    }

    @Override
    public String toString() {
        return outcomes.isEmpty() ? word + (closed.isEmpty() ? "" : " " + closed) : outcomes.toString();
    }

    /** By hand, since outcomes without components would all have the same hash. */
    @Override
    public int hashCode() {
        int outcome = outcomes.entrySet().stream()
                .mapToInt(one -> (one.getKey() + 1) * one.getValue().getClass().hashCode())
                .sum();
        return (outcome * 31 + word.hashCode()) * 31 + closed.bits() * 7 + number;
    }
}
