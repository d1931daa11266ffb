package io.tieout.connector.ebs;

import io.tieout.connector.ebs.EbsCalls.OpenEbs;
import io.tieout.connector.ebs.wire.IsgCall;
import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.GroupAnswers.AmendAnswer;
import io.tieout.port.erp.GroupAnswers.RegroupAnswer;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.JournalAnswers.GroupRow;
import io.tieout.port.erp.JournalAnswers.ImportAnswer;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import io.tieout.port.erp.JournalAnswers.LoadAnswer;
import io.tieout.port.erp.JournalAnswers.Request;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.port.erp.Journals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Journals of the general ledger through GL_INTERFACE and Journal Import, by the package XX_TIEOUT_PUB
 * (docs/ebs-package.md), which keeps the references itself.
 *
 * <p>Amounts go and come in major units with the decimals of ISO 4217; days are corporate calendar days. A write
 * whose call surely was not executed says so; after a 5xx, a lost or an unreadable answer it is unknown.
 */
@ApplicationScoped
public class EbsJournals implements Journals {
    private final EbsCalls calls;

    @Inject
    public EbsJournals(EbsCalls calls) {
        this.calls = calls;
    }

    @Override
    public byte[] freeze(ConnectionId connection, Draft draft) {
        return BatchText.of(draft);
    }

    @Override
    public Map<Reference, String> contents(byte[] frozen) {
        return BatchText.contents(frozen);
    }

    @Override
    public LoadAnswer submit(ConnectionId connection, Load load) {
        if (!Sha256.hex(load.bytes()).equals(load.requestKey())) {
            return new LoadAnswer.Rejected("the frozen bytes are not those that the request key was made of");
        }
        IsgCall call = IsgCall.of("LOAD_JOURNALS")
                .with("P_INSTALLATION", load.stamp().installation())
                .with("P_INCARNATION", Long.toString(load.stamp().incarnation()))
                .with("P_LOAD_NUMBER", Long.toString(load.number()))
                .with("P_REQUEST_KEY", load.requestKey())
                .with("P_BATCH_JSON", new String(load.bytes(), StandardCharsets.UTF_8));
        return Writes.answer(() -> calls.open(connection).ask(call), new LoadWrites(load));
    }

    @Override
    public Map<Reference, Standing> find(ConnectionId connection, Set<Reference> references) {
        OpenEbs ebs = calls.open(connection);
        Map<Reference, Standing> found = new LinkedHashMap<>();
        for (List<Reference> portion : Answers.portions(references)) {
            IsgCall call = IsgCall.of("FIND_REFERENCES").with("P_REFERENCES_JSON", JsonTexts.array(portion));
            found.putAll(ebs.read(call, out -> standings(out, portion)));
        }
        return found;
    }

    @Override
    public ImportAnswer importGroup(ConnectionId connection, ImportRun run) {
        IsgCall call = IsgCall.of("SUBMIT_IMPORT")
                .with("P_INSTALLATION", run.stamp().installation())
                .with("P_INCARNATION", Long.toString(run.stamp().incarnation()))
                .with("P_GROUP_ID", run.group())
                .with("P_RUN_NUMBER", Integer.toString(run.number()));
        Writes<ImportAnswer> writes =
                Writes.simple(EbsJournals::importAnswer, ImportAnswer.Rejected::new, ImportAnswer.Unknown::new);
        return Writes.answer(() -> calls.open(connection).ask(call), writes);
    }

    @Override
    public Request request(ConnectionId connection, String requestId) {
        IsgCall call = IsgCall.of("GET_REQUEST").with("P_REQUEST_ID", requestId);
        return calls.open(connection).read(call, out -> {
            Request request = RequestTree.of(out.row("X_REQUEST_JSON"));
            if (!request.id().equals(requestId)) {
                throw new MalformedAnswer("another request is answered than was asked for");
            }
            return request;
        });
    }

    @Override
    public List<GroupRow> rows(ConnectionId connection, String group) {
        return GroupRows.all(calls.open(connection), group);
    }

    @Override
    public Map<Reference, List<LedgerLine>> lines(ConnectionId connection, Set<Reference> references) {
        OpenEbs ebs = calls.open(connection);
        Map<Reference, List<LedgerLine>> lines = new LinkedHashMap<>();
        for (List<Reference> portion : Answers.portions(references)) {
            IsgCall call = IsgCall.of("GET_JOURNAL_LINES").with("P_REFERENCES_JSON", JsonTexts.array(portion));
            lines.putAll(ebs.read(call, out -> ledgerLines(out, portion)));
        }
        return lines;
    }

    @Override
    public Closing close(ConnectionId connection, Stamp stamp, Closure closure) {
        return Closings.close(() -> calls.open(connection), stamp, closure);
    }

    @Override
    public FrozenChange freeze(ConnectionId connection, Change change) {
        return BatchText.of(change);
    }

    @Override
    public RegroupAnswer regroup(ConnectionId connection, Split split) {
        IsgCall call = IsgCall.of("REGROUP")
                .with("P_INSTALLATION", split.stamp().installation())
                .with("P_INCARNATION", Long.toString(split.stamp().incarnation()))
                .with("P_GROUP_ID", split.group())
                .with("P_REFERENCES_JSON", JsonTexts.array(new TreeSet<>(split.move())))
                .with("P_EXPECTED_ROWS", Integer.toString(split.rows()));
        return Writes.answer(() -> calls.open(connection).ask(call), new RegroupWrites(split));
    }

    @Override
    public AmendAnswer amend(ConnectionId connection, Amendment amendment) {
        IsgCall call = IsgCall.of("AMEND_LINES")
                .with("P_INSTALLATION", amendment.stamp().installation())
                .with("P_INCARNATION", Long.toString(amendment.stamp().incarnation()))
                .with("P_GROUP_ID", amendment.group())
                .with("P_CHANGES_JSON", AmendWrites.text(amendment));
        return Writes.answer(() -> calls.open(connection).ask(call), new AmendWrites(amendment));
    }

    private static Map<Reference, Standing> standings(IsgRow out, List<Reference> asked) {
        Map<Reference, Standing> standings = new LinkedHashMap<>();
        Answers.once(asked, out.rows("X_ROWS_JSON"))
                .forEach((reference, row) -> standings.put(reference, Standings.of(row)));
        return standings;
    }

    private static ImportAnswer importAnswer(IsgRow out) {
        return switch (out.required("X_RESULT")) {
            case "SUBMITTED", "ALREADY" -> new ImportAnswer.Submitted(requestId(out));
            case "RUNNING" -> new ImportAnswer.Running(requestId(out));
            case "NOTHING" -> new ImportAnswer.NoRows();
            default -> throw new MalformedAnswer("X_RESULT is not known");
        };
    }

    private static String requestId(IsgRow out) {
        long id = out.number("X_REQUEST_ID");
        if (id <= 0) {
            throw new MalformedAnswer("X_REQUEST_ID is no request");
        }
        return Long.toString(id);
    }

    private static Map<Reference, List<LedgerLine>> ledgerLines(IsgRow out, List<Reference> asked) {
        Map<Reference, List<LedgerLine>> lines = new LinkedHashMap<>();
        asked.forEach(reference -> lines.put(reference, new ArrayList<>()));
        for (IsgRow row : out.rows("X_ROWS_JSON")) {
            List<LedgerLine> of = lines.get(Answers.reference(row, "reference"));
            if (of == null) {
                throw new MalformedAnswer("a line is answered of a reference that was not asked for");
            }
            LedgerLines.of(row).ifPresent(of::add);
        }
        return lines;
    }
}
