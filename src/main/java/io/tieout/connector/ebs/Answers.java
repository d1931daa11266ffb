package io.tieout.connector.ebs;

import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.posting.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** What answers per reference and answers in pages have in common: nothing missing, nothing twice, nothing foreign. */
final class Answers {
    /** How many references one call may name. */
    static final int AT_MOST = 1000;

    private Answers() {}

    /** Rows by their reference: each reference asked exactly once, in the order asked. */
    static Map<Reference, IsgRow> once(Collection<Reference> asked, List<IsgRow> rows) {
        Map<Reference, IsgRow> found = new LinkedHashMap<>();
        for (IsgRow row : rows) {
            Reference reference = reference(row, "reference");
            if (!asked.contains(reference)) {
                throw new MalformedAnswer("a reference is answered that was not asked for");
            }
            if (found.put(reference, row) != null) {
                throw new MalformedAnswer("a reference is answered twice");
            }
        }
        if (found.size() != asked.size()) {
            throw new MalformedAnswer((asked.size() - found.size()) + " references are not answered");
        }
        return found;
    }

    /** A reference of ours in a row. */
    static Reference reference(IsgRow row, String field) {
        return isReference(row, field).orElseThrow(() -> new MalformedAnswer(field + " is no reference of ours"));
    }

    /** A reference in a row, empty when it has not the form of ours. */
    static Optional<Reference> isReference(IsgRow row, String field) {
        try {
            return row.text(field).map(Reference::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Texts in rising order, in portions that one call may hold. */
    static <T extends Comparable<T>> List<List<T>> portions(Collection<T> all) {
        List<T> sorted = new ArrayList<>(new TreeSet<>(all));
        List<List<T>> portions = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += AT_MOST) {
            portions.add(sorted.subList(from, Math.min(from + AT_MOST, sorted.size())));
        }
        return portions;
    }

    /**
     * Checks a page of rows in rising id order and gives where the next one starts.
     *
     * @param after the id the page had to start after; 0 for the first page
     * @param id reads the id of a row
     */
    static Optional<String> next(IsgRow out, List<IsgRow> rows, long after, Function<IsgRow, Long> id) {
        long last = after;
        for (IsgRow row : rows) {
            long current = id.apply(row);
            if (current <= last) {
                throw new MalformedAnswer("the rows of a page do not go by rising id");
            }
            last = current;
        }
        Optional<String> next = out.text("X_NEXT_AFTER_ID");
        if (next.isPresent() && (rows.isEmpty() || out.number("X_NEXT_AFTER_ID") != last)) {
            throw new MalformedAnswer("X_NEXT_AFTER_ID is not the last id of the page, so rows are missing");
        }
        return next;
    }
}
