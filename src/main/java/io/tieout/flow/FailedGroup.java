package io.tieout.flow;

import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.JournalAnswers.GroupRow;
import io.tieout.port.erp.JournalAnswers.RowEntry;
import io.tieout.port.erp.Remedy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the rows of one group say of each reference in it. Journal Import takes a group whole or not at all, so those
 * that need another remedy than the rest must leave it.
 *
 * @param group the target's number of the group
 * @param rows how many rows it has
 * @param findings one for each reference that has rows in it
 */
record FailedGroup(String group, int rows, Map<Reference, Finding> findings) {
    private static final String EDITED = "its rows in the interface are not what was sent, someone has changed them"
            + " there: who did imports them, or changes them back";

    FailedGroup {
        findings = Map.copyOf(findings);
    }

    /**
     * What is wrong with a reference.
     *
     * @param words in plain words with the ERP's code; empty when nothing is
     */
    record Finding(Remedy remedy, String words) {}

    /**
     * What was sent under a reference.
     *
     * @param date the accounting date, without zone
     */
    record Sent(LocalDate date, Journal journal) {}

    /** Puts the rows of a group together, each reference beside what was sent under it, where that is known. */
    static FailedGroup of(String group, List<GroupRow> rows, Map<Reference, Sent> sent) {
        Map<Reference, List<GroupRow>> byReference = rows.stream()
                .collect(Collectors.groupingBy(GroupRow::reference, LinkedHashMap::new, Collectors.toList()));
        Map<Reference, Finding> findings = new LinkedHashMap<>();
        byReference.forEach((reference, own) -> findings.put(
                reference,
                Optional.ofNullable(sent.get(reference))
                        .filter(before -> edited(before, own))
                        .map(before -> new Finding(Remedy.PERSON, EDITED))
                        .orElseGet(() -> finding(own))));
        return new FailedGroup(group, rows.size(), findings);
    }

    private static Finding finding(List<GroupRow> rows) {
        Remedy remedy =
                rows.stream().map(GroupRow::remedy).max(Remedy::compareTo).orElse(Remedy.NONE);
        String words = rows.stream()
                .map(GroupRow::trouble)
                .filter(trouble -> !trouble.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        return new Finding(remedy, words.isEmpty() ? "" : "the import refused it: " + words);
    }

    /** Whether the rows are other entries, or of another day, than those that were sent. */
    private static boolean edited(Sent sent, List<GroupRow> rows) {
        List<JournalLine> open = new ArrayList<>(sent.journal().lines());
        for (GroupRow row : rows) {
            Optional<JournalLine> same = row.entry()
                    .filter(entry -> entry.accountingDate().equals(sent.date()))
                    .map(RowEntry::line)
                    .flatMap(line -> open.stream()
                            .filter(one -> ReadBack.same(one, line))
                            .findFirst());
            if (same.isEmpty()) {
                return true;
            }
            open.remove(same.get());
        }
        return !open.isEmpty();
    }

    /** What helps the references of a group that is all of one kind. */
    Remedy remedy() {
        return findings.values().stream()
                .map(Finding::remedy)
                .max(Remedy::compareTo)
                .orElse(Remedy.NONE);
    }

    /** Who must leave, so that those who stay are of one kind; empty when all are. */
    Set<Reference> leaving() {
        Set<Remedy> kinds = findings.values().stream().map(Finding::remedy).collect(Collectors.toSet());
        if (kinds.size() < 2) {
            return Set.of();
        }
        boolean someInnocent = kinds.contains(Remedy.NONE);
        return with(someInnocent ? Remedy.WAIT : remedy());
    }

    /** The references that need at least as much as this. */
    private Set<Reference> with(Remedy least) {
        return findings.entrySet().stream()
                .filter(entry -> entry.getValue().remedy().compareTo(least) >= 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Why those leave, once each. */
    String words(Set<Reference> of) {
        String words = of.stream()
                .map(reference -> findings.getOrDefault(reference, new Finding(Remedy.NONE, "")))
                .map(Finding::words)
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        return words.length() <= 1000 ? words : words.substring(0, 1000);
    }
}
