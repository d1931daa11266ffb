package io.tieout.crash;

import io.tieout.crash.Evidence.Posting;
import io.tieout.crash.Finding.Promise;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of a crash test.
 *
 * @param acts how often each kind of act was done
 * @param findings promises that were broken; empty when all were kept
 */
record Result(Settings settings, Map<String, Integer> acts, Evidence evidence, List<Finding> findings) {
    private static final int SHOWN = 20;

    boolean kept() {
        return findings.isEmpty();
    }

    /** The report, in lines for a terminal. */
    String text() {
        StringBuilder text = new StringBuilder("\nDone\n");
        acts.forEach((act, count) -> text.append(String.format("%8d  %s%n", count, act)));
        text.append("\nCharges by the state of their posting\n");
        states().forEach((state, count) -> text.append(String.format("%8d  %s%n", count, state)));
        text.append("\nWhy they are not confirmed\n");
        reasons().forEach((reason, count) -> text.append(String.format("%8d  %s%n", count, reason)));
        text.append("\nTrial balance\n");
        Map<String, BigDecimal> balances = new Auditor(evidence).balances();
        balances.forEach((account, balance) -> text.append(String.format("%20s  %s%n", balance, account)));
        text.append("\nPromises\n");
        for (Promise promise : Promise.values()) {
            List<Finding> broken = findings.stream()
                    .filter(finding -> finding.promise() == promise)
                    .toList();
            text.append(broken.isEmpty() ? "    kept  " : "  BROKEN  ")
                    .append(promise.words())
                    .append('\n');
            broken.stream()
                    .limit(SHOWN)
                    .forEach(finding ->
                            text.append("          - ").append(finding.text()).append('\n'));
            if (broken.size() > SHOWN) {
                text.append("          - and ").append(broken.size() - SHOWN).append(" more\n");
            }
        }
        return text.append("\nSeed ")
                        .append(settings.seed())
                        .append(". Again with: ")
                        .append(settings.command()) + "\n";
    }

    private Map<String, Long> states() {
        return evidence.postings().stream()
                .collect(Collectors.groupingBy(Posting::state, TreeMap::new, Collectors.counting()));
    }

    /** Reasons without their numbers, so that like ones count together. */
    private Map<String, Long> reasons() {
        return evidence.postings().stream()
                .filter(posting -> !posting.state().equals("CONFIRMED"))
                .collect(Collectors.groupingBy(
                        posting -> posting.state() + ": " + posting.reason().replaceAll("[0-9]+", "#"),
                        TreeMap::new,
                        Collectors.counting()));
    }
}
