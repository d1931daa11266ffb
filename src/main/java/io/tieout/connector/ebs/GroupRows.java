package io.tieout.connector.ebs;

import io.tieout.connector.ebs.EbsCalls.OpenEbs;
import io.tieout.connector.ebs.wire.IsgCall;
import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.posting.Reference;
import io.tieout.port.NeedsPerson;
import io.tieout.port.erp.JournalAnswers.GroupRow;
import io.tieout.port.erp.JournalAnswers.RowEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rows that wait in the interface from the pages of GET_GROUP_ROWS. */
final class GroupRows {

    private GroupRows() {}

    /** All rows of a group, page by page; throws {@link NeedsPerson} for a row that is not ours. */
    static List<GroupRow> all(OpenEbs ebs, String group) {
        List<GroupRow> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            IsgCall call = IsgCall.of("GET_GROUP_ROWS")
                    .with("P_GROUP_ID", group)
                    .with("P_AFTER_ID", after)
                    .with("P_PAGE_SIZE", Integer.toString(ebs.settings().pageSize()));
            long start = after.map(Long::parseLong).orElse(0L);
            after = ebs.read(call, out -> page(out, start, group, all));
        } while (after.isPresent());
        return List.copyOf(all);
    }

    /** Adds the rows of a page and gives where the next one starts. */
    private static Optional<String> page(IsgRow out, long after, String group, List<GroupRow> all) {
        List<IsgRow> rows = out.rows("X_ROWS_JSON");
        Optional<String> next = Answers.next(out, rows, after, row -> row.number("row_number"));
        for (IsgRow row : rows) {
            Reference reference = Answers.isReference(row, "reference21")
                    .orElseThrow(() -> new NeedsPerson("group " + group + " of the interface holds a row that is not"
                            + " ours: someone has added it by hand"));
            String status = row.required("status");
            ImportErrors.Trouble trouble =
                    ImportErrors.of(status, row.text("error_text").orElse(""));
            all.add(new GroupRow(reference, status, trouble.remedy(), trouble.words(), entry(row)));
        }
        return next;
    }

    /** A person may have typed anything into a row: what can't be read is no entry of ours. */
    private static Optional<RowEntry> entry(IsgRow row) {
        try {
            return LedgerLines.line(row, "reference22")
                    .flatMap(line -> row.date("accounting_date").map(date -> new RowEntry(line, date)));
        } catch (NeedsPerson | MalformedAnswer unreadable) {
            return Optional.empty();
        }
    }
}
