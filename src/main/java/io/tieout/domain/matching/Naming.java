package io.tieout.domain.matching;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which items a payment names, and by which of its words, once it is known what numbers the ERP's items bear. */
final class Naming {
    private final NamedInvoices named;
    private final Set<String> borne = new HashSet<>();
    private final Set<String> inInstalments = new HashSet<>();

    Naming(NamedInvoices named, Collection<Candidate> all) {
        this.named = named;
        for (Candidate candidate : all) {
            OpenItem item = candidate.item();
            borne.add(NamedInvoices.normal(item.number()));
            if (item.instalment() > 1) {
                inInstalments.add(item.transaction());
            }
        }
    }

    /** The word that names an item: its number, else number and instalment where no item bears that word itself. */
    Optional<String> word(OpenItem item) {
        String number = NamedInvoices.normal(item.number());
        if (named.all().contains(number)) {
            return Optional.of(number);
        }
        return inInstalments(item)
                ? named.instalmentWord(item).filter(word -> !borne.contains(word))
                : Optional.empty();
    }

    /** Whether an item is one of several instalments. */
    boolean inInstalments(OpenItem item) {
        return inInstalments.contains(item.transaction());
    }

    /** The words that name any of these. */
    Set<String> words(Collection<Candidate> candidates) {
        Set<String> words = new TreeSet<>();
        candidates.forEach(candidate -> word(candidate.item()).ifPresent(words::add));
        return words;
    }

    /** Whether each stated number names one of these; true when none is stated. */
    boolean statedAmong(Collection<Candidate> candidates) {
        return words(candidates).containsAll(named.stated());
    }

    /** Whether numbers are stated, and none of them names this item. */
    boolean statesOthersThan(OpenItem item) {
        return !named.stated().isEmpty()
                && word(item).filter(named.stated()::contains).isEmpty();
    }
}
