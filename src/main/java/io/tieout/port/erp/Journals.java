package io.tieout.port.erp;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.JournalAnswers.GroupRow;
import io.tieout.port.erp.JournalAnswers.ImportAnswer;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import io.tieout.port.erp.JournalAnswers.LoadAnswer;
import io.tieout.port.erp.JournalAnswers.Request;
import io.tieout.port.erp.JournalAnswers.Standing;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Journals of a ledger at a target that keeps references itself (protocol.md sections 3 and 6).
 *
 * <p>The writes answer with values, Unknown included; the reads throw {@link io.tieout.port.RetryLater},
 * {@link io.tieout.port.NeedsPerson} or {@link io.tieout.port.NeverWorks}.
 */
public interface Journals {

    /** Writes a batch in the target's own form: these bytes are frozen and are all that {@link #submit} sends. */
    byte[] freeze(ConnectionId connection, Draft draft);

    /** What frozen bytes hold under each reference, in the form in which {@link #find} answers it as content. */
    Map<Reference, String> contents(byte[] frozen);

    /** Loads a frozen batch; repeating the same bytes inserts nothing twice. */
    LoadAnswer submit(ConnectionId connection, Load load);

    /** Where each reference stands: one consistent read in the target; every reference asked is answered. */
    Map<Reference, Standing> find(ConnectionId connection, Set<Reference> references);

    /** Submits the import of a group once per run number. */
    ImportAnswer importGroup(ConnectionId connection, ImportRun run);

    /** A concurrent request with its children; an unknown id is {@link io.tieout.port.NeedsPerson}. */
    Request request(ConnectionId connection, String requestId);

    /** What stands in the interface for a group, with the error of each row. */
    List<GroupRow> rows(ConnectionId connection, String group);

    /** What stands in the books for each reference: the read-back that confirms (move 8). */
    Map<Reference, List<LedgerLine>> lines(ConnectionId connection, Set<Reference> references);

    /** Writes tombstones where nothing lives, so that a late call fails (move 4). */
    Closing close(ConnectionId connection, Stamp stamp, Closure closure);

    /**
     * What a batch is made of, before it is frozen: one ledger, one accounting date.
     *
     * @param accountingDate a corporate calendar day, without zone
     */
    record Draft(LedgerTarget target, LocalDate accountingDate, List<io.tieout.domain.ledger.Journal> journals) {
        public Draft {
            journals = List.copyOf(journals);
        }
    }

    /**
     * The books that journals go to, as the link names them.
     *
     * @param ledger the ERP's ledger id
     * @param currency ISO code of the ledger's own currency
     * @param source journal source as users see it
     * @param category journal category as users see it
     * @param conversionType rate type for entered currencies other than the ledger's
     */
    record LedgerTarget(String ledger, String currency, String source, String category, String conversionType) {}

    /**
     * Who writes (move 11).
     *
     * @param installation name of this installation
     * @param incarnation how often its database was restored, from 1
     */
    record Stamp(String installation, long incarnation) {}

    /**
     * A frozen batch on its way.
     *
     * @param number rises with each batch of this installation, whichever target it goes to
     * @param requestKey lower-case hex SHA-256 of {@code bytes}
     * @param bytes what {@link #freeze} gave
     * @param references of the batch, in its order
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Load(Stamp stamp, long number, String requestKey, byte[] bytes, List<Reference> references) {
        @Override
        public String toString() {
            return "Load[" + number + ", " + references.size() + " postings]";
        }
    }

    /** One import of a group; {@code number} from 1, raised only when the run before is done and rows remain. */
    record ImportRun(Stamp stamp, String group, int number) {}

    /** Which references to close, and why (at most 240 characters, no personal data). */
    record Closure(Set<Reference> references, String reason) {}
}
