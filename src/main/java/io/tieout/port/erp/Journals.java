package io.tieout.port.erp;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Journal;
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

    /** Writes a change in the target's own form: these bytes are frozen and are all that {@link #amend} sends. */
    FrozenChange freeze(ConnectionId connection, Change change);

    /** Moves the rows of some references of a failed group to a new group (move 6). */
    RegroupAnswer regroup(ConnectionId connection, Split split);

    /** Replaces rows that stand in a group by frozen changes (move 7); repeating the same changes nothing twice. */
    AmendAnswer amend(ConnectionId connection, Amendment amendment);

    /** Writes tombstones where nothing lives, so that a late call fails (move 4). */
    Closing close(ConnectionId connection, Stamp stamp, Closure closure);

    /**
     * What a batch is made of, before it is frozen: one ledger, one accounting date.
     *
     * @param accountingDate a corporate calendar day, without zone
     */
    record Draft(LedgerTarget target, LocalDate accountingDate, List<Journal> journals) {
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

    /**
     * What is to stand under a reference in place of what was frozen before.
     *
     * @param target the books, as for {@link Draft}
     * @param accountingDate the day of the new rows, a corporate calendar day
     * @param journal the new lines
     * @param from the content that stands under the reference now, as {@link #find} answers it
     */
    record Change(LedgerTarget target, LocalDate accountingDate, Journal journal, String from) {}

    /**
     * A change in the target's own form.
     *
     * @param content what {@link #find} answers as content once it is made; covers the accounting date too, so that a
     *     call that comes late finds another content and changes nothing
     * @param bytes to be repeated as they are
     */
    @SuppressWarnings("ArrayRecordComponent")
    record FrozenChange(Reference reference, String content, byte[] bytes) {
        @Override
        public String toString() {
            return "FrozenChange[" + reference + "]";
        }
    }

    /**
     * A split of a group.
     *
     * @param move the references whose rows leave it
     * @param rows how many rows the group has, as was read: with another number nothing is done
     */
    record Split(Stamp stamp, String group, Set<Reference> move, int rows) {}

    /** Frozen changes, all of references whose rows wait in one group. */
    record Amendment(Stamp stamp, String group, List<FrozenChange> changes) {}

    /** Which references to close, and why (at most 240 characters, no personal data). */
    record Closure(Set<Reference> references, String reason) {}
}
