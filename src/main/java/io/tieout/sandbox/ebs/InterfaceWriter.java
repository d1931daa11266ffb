package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ebs.GlRows.InterfaceRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes GL_INTERFACE rows as the package does: STATUS NEW, REFERENCE4, 6 and 21 the posting's reference. */
final class InterfaceWriter {

    private static final int NAME_PREFIX = 25;

    /** What all rows of one posting share. */
    record Posting(
            String reference, long ledger, LocalDate date, String source, String category, long group, long userId) {}

    private final EbsTables db;

    InterfaceWriter(EbsTables db) {
        this.db = db;
    }

    void insert(Posting posting, List<PostingLine> lines) {
        lines.forEach(line -> write(db.store.next("GL_INTERFACE_ROWID"), posting, line));
    }

    /** Puts the lines in the place of these rows: the same rows as far as they reach, then more or fewer. */
    void replace(List<InterfaceRow> rows, Posting posting, List<PostingLine> lines) {
        for (int i = 0; i < lines.size(); i++) {
            long id = i < rows.size() ? rows.get(i).rowId() : db.store.next("GL_INTERFACE_ROWID");
            write(id, posting, lines.get(i));
        }
        rows.stream().skip(lines.size()).forEach(row -> db.interfaceRows.remove(EbsTables.id(row.rowId())));
    }

    private void write(long id, Posting posting, PostingLine line) {
        String reference = posting.reference();
        db.interfaceRows.put(new InterfaceRow(
                id,
                "NEW",
                posting.ledger(),
                posting.date(),
                line.currency(),
                db.now(),
                posting.userId(),
                "A",
                posting.category(),
                posting.source(),
                line.conversionDate(),
                line.conversionType(),
                line.account(),
                line.debit(),
                line.credit(),
                posting.group(),
                null,
                reference.substring(0, Math.min(NAME_PREFIX, reference.length())),
                reference,
                line.description(),
                reference,
                line.reference22()));
    }

    /** Whether the rows are what the lines say, in any order, and of one day and category: nobody edited them since. */
    static boolean same(List<InterfaceRow> rows, List<PostingLine> lines) {
        return counted(rows.stream().map(InterfaceWriter::line).toList()).equals(counted(lines))
                && rows.stream().map(Shared::of).distinct().count() <= 1;
    }

    /** What the rows of one posting have in common. */
    private record Shared(LocalDate date, String category, String flag) {
        static Shared of(InterfaceRow row) {
            return new Shared(row.accountingDate(), row.userJeCategoryName(), row.actualFlag());
        }
    }

    private static Map<PostingLine, Long> counted(List<PostingLine> lines) {
        return lines.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static PostingLine line(InterfaceRow row) {
        return new PostingLine(
                row.codeCombinationId(),
                row.currencyCode(),
                row.enteredDr(),
                row.enteredCr(),
                row.userCurrencyConversionType(),
                row.currencyConversionDate(),
                row.reference22(),
                row.reference10());
    }
}
