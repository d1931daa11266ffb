package io.tieout.bench;

import java.util.List;

/**
 * One measured quantity over all runs.
 *
 * @param what what was measured, in words
 * @param unit its unit, for example {@code ms} or {@code 1/s}
 * @param runs one value a run, in the order of the runs
 */
public record Series(String what, String unit, List<Double> runs) {

    public Series {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(what + ": at least one run is needed");
        }
        runs = List.copyOf(runs);
    }

    /** The middle value; of an even number of runs the mean of the two in the middle. */
    public double median() {
        List<Double> sorted = runs.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
