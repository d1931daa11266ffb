package io.tieout.connector.ebs;

import io.tieout.connector.ebs.EbsCalls.OpenEbs;
import io.tieout.connector.ebs.wire.IsgAnswer;
import io.tieout.connector.ebs.wire.IsgCall;
import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.posting.Reference;
import io.tieout.port.NeedsPerson;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.JournalAnswers.GroupRow;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.Journals.Closure;
import io.tieout.port.erp.Journals.Stamp;
import io.tieout.port.erp.References;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the package XX_TIEOUT_PUB keeps of an installation: FENCE, LIST_REFERENCES and CLOSE_REFERENCES. */
@ApplicationScoped
public class EbsReferences implements References {
    private static final String FENCED = "FENCED";

    private final EbsCalls calls;

    @Inject
    public EbsReferences(EbsCalls calls) {
        this.calls = calls;
    }

    @Override
    public Fence fence(ConnectionId connection, Stamp stamp) {
        IsgCall call = IsgCall.of("FENCE")
                .with("P_INSTALLATION", stamp.installation())
                .with("P_INCARNATION", Long.toString(stamp.incarnation()));
        OpenEbs ebs = calls.openAnyway(connection);
        IsgAnswer answer = ebs.ask(call);
        if (answer instanceof IsgAnswer.Refused refused && refused.code().equals(FENCED)) {
            return new Fence.Higher(refused.toString());
        }
        return ebs.read(call, answer, out -> {
            if (out.number("X_INCARNATION") != stamp.incarnation()) {
                throw new MalformedAnswer("X_INCARNATION is not the fence that was asked for");
            }
            return new Fence.Stands(out.number("X_MAX_LOAD_NUMBER"));
        });
    }

    @Override
    public Page list(ConnectionId connection, String installation, Optional<Reference> after) {
        OpenEbs ebs = calls.openAnyway(connection);
        IsgCall call = IsgCall.of("LIST_REFERENCES")
                .with("P_INSTALLATION", installation)
                .with("P_AFTER_ID", after.map(Reference::value))
                .with("P_PAGE_SIZE", Integer.toString(ebs.settings().pageSize()));
        return ebs.read(call, out -> page(out, after));
    }

    private static Page page(IsgRow out, Optional<Reference> after) {
        List<Kept> kept = new ArrayList<>();
        Optional<Reference> last = after;
        for (IsgRow row : out.rows("X_ROWS_JSON")) {
            Kept one = kept(row);
            if (last.isPresent() && last.get().compareTo(one.reference()) >= 0) {
                throw new MalformedAnswer("the rows of a page do not go by rising reference");
            }
            last = Optional.of(one.reference());
            kept.add(one);
        }
        Optional<Reference> next = out.text("X_NEXT_AFTER_ID").map(Reference::new);
        if (next.isPresent() && (kept.isEmpty() || !next.equals(last))) {
            throw new MalformedAnswer("X_NEXT_AFTER_ID is not the last reference of the page, so rows are missing");
        }
        return new Page(kept, next);
    }

    private static Kept kept(IsgRow row) {
        List<JournalLine> lines = row.rows("lines").stream()
                .flatMap(line -> LedgerLines.line(line, "reference22").stream())
                .toList();
        return new Kept(
                Answers.reference(row, "reference"),
                Standings.stage(row.required("stage")),
                row.text("group_id"),
                row.text("content_hash"),
                row.text("load_number")
                        .map(number -> new LoadedBy(row.number("incarnation"), row.number("load_number"))),
                lines);
    }

    @Override
    public Map<Reference, LocalDate> days(ConnectionId connection, Collection<Kept> references) {
        OpenEbs ebs = calls.openAnyway(connection);
        Map<Reference, LocalDate> days = new HashMap<>();
        for (List<Reference> portion : Answers.portions(at(references, Set.of(Stage.IMPORTED, Stage.POSTED)))) {
            IsgCall call = IsgCall.of("GET_JOURNAL_LINES").with("P_REFERENCES_JSON", JsonTexts.array(portion));
            days.putAll(ebs.read(call, EbsReferences::booked));
        }
        Set<Reference> waiting = at(references, Set.of(Stage.INTERFACE, Stage.INTERFACE_ERROR));
        Set<String> groups = references.stream()
                .filter(kept -> waiting.contains(kept.reference()))
                .flatMap(kept -> kept.group().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        groups.forEach(group -> rows(ebs, group).stream()
                .filter(row -> waiting.contains(row.reference()))
                .forEach(row -> row.entry().ifPresent(entry -> days.put(row.reference(), entry.accountingDate()))));
        return days;
    }

    private static Set<Reference> at(Collection<Kept> references, Set<Stage> stages) {
        return references.stream()
                .filter(kept -> stages.contains(kept.stage()))
                .map(Kept::reference)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Map<Reference, LocalDate> booked(IsgRow out) {
        Map<Reference, LocalDate> days = new HashMap<>();
        for (IsgRow row : out.rows("X_ROWS_JSON")) {
            LedgerLines.of(row).ifPresent(line -> days.put(Answers.reference(row, "reference"), line.accountingDate()));
        }
        return days;
    }

    /** A group to which someone has added a row by hand says nothing here: the look at its batch asks a person. */
    private static List<GroupRow> rows(OpenEbs ebs, String group) {
        try {
            return GroupRows.all(ebs, group);
        } catch (NeedsPerson foreign) {
            return List.of();
        }
    }

    @Override
    public Closing close(ConnectionId connection, Stamp stamp, Closure closure) {
        return Closings.close(() -> calls.openAnyway(connection), stamp, closure);
    }

    @Override
    public List<OpenItem> items(ConnectionId connection, Set<String> ids) {
        return EbsOpenItems.byId(() -> calls.openAnyway(connection), ids);
    }
}
