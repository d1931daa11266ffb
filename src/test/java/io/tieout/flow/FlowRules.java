package io.tieout.flow;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.ledger.JournalLine.Side;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.Move;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.Claim;
import io.tieout.flow.FailedGroup.Finding;
import io.tieout.port.SubmitOutcome;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.port.erp.Remedy;
import io.tieout.store.batch.Amendments;
import io.tieout.store.batch.BatchRow;
import io.tieout.store.batch.ImportRuns;
import io.tieout.store.posting.Closures.Afterwards;
import io.tieout.store.posting.PostingRow;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The flow's own decisions, asked about small numbers in place of rows: what the small world does is what these say.
 * Postings of a batch go by their place in it, groups by their number. Each answer is kept, since it is asked for often.
 */
public final class FlowRules {
    private static final ConnectionId TARGET = new ConnectionId(1);
    private static final LocalDate DAY = LocalDate.parse("2026-11-20");
    private static final String CLEARING = "01-1150";
    private static final BatchRow BATCH = new BatchRow(
            1, "acme", TARGET, 1, 1, "key", new byte[0], BatchRow.State.LOADED, 1, Optional.empty(), Duration.ZERO);

    private final Map<List<Object>, Object> known = new HashMap<>();

    /**
     * How a look found a posting.
     *
     * @param group 0 where it has none
     * @param content what the target knows under the reference
     * @param untouched whether its rows, if it has any, have never been through an import
     * @param edited whether a person has changed its rows, which a look sees when it reads them, or in the books
     */
    public record Found(Stage stage, int group, Content content, boolean untouched, boolean edited) {

        /** By hand, since it is asked for often. */
        @Override
        public int hashCode() {
            return ((stage.hashCode() * 31 + group) * 31 + content.hashCode()) * 4
                    + (untouched ? 2 : 0)
                    + (edited ? 1 : 0);
        }

        Standing standing() {
            return new Standing(
                    stage,
                    Optional.of(group).filter(number -> number > 0).map(String::valueOf),
                    Optional.of(content.name()),
                    List.of(untouched ? "NEW" : "P"),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** What stands under a reference. */
    public enum Content {
        /** What counts as sent. */
        SENT,
        /** What its open amendment is to put in the place of that. */
        AMENDED,
        OTHER
    }

    /** What a look said of rows that wait. */
    public enum Trouble {
        /** Nothing: their group was not read. */
        NONE,
        /** It goes on by itself. */
        WAITS,
        /** A person must decide. */
        ASKS
    }

    /** @param question with nothing in it whose hash is the same for all of its kind */
    @SuppressWarnings("unchecked")
    private <T> T kept(List<Object> question, Supplier<T> answer) {
        Object before = known.get(question);
        if (before == null) {
            before = answer.get();
            known.put(question, before);
        }
        return (T) before;
    }

    /** What a load's answer makes of a posting that was SENDING; the same state where it says nothing for certain. */
    public PostingState loaded(PostingState.Sending sending, SubmitOutcome outcome) {
        return LoadOutcomes.move(row(0, sending, "frozen"), sending, outcome)
                .map(Move::to)
                .orElse(sending);
    }

    /** What the target's word makes of a posting. */
    public PostingState looked(PostingState state, Found found, Trouble trouble) {
        return kept(List.of("looked", state.getClass(), found, trouble), () -> {
            Treatment treatment = Treatment.begun();
            if (trouble == Trouble.ASKS) {
                treatment.asks(reference(0), "a person must decide");
            } else if (trouble == Trouble.WAITS) {
                treatment.waits(reference(0), "it waits");
            }
            PostingRow row = row(0, state, "a person must decide");
            BatchStanding standing = standing(List.of(row), List.of(found), treatment);
            return StandingMoves.move(row, standing, booked(found))
                    .map(Move::to)
                    .orElse(state);
        });
    }

    private static Settlement.Evidence booked(Found found) {
        List<LedgerLine> lines = found.stage() != Stage.POSTED
                ? List.of()
                : journal(0, found.edited() ? "01-1199" : CLEARING).lines().stream()
                        .map(line -> new LedgerLine(line, DAY, "Nov-26", "1", "Tieout", "batch", "journal", 1, true))
                        .toList();
        return new Settlement.Evidence(Map.of(reference(0), lines), new Settlement.Books("1", List.of()));
    }

    /** The groups that a look may have imported. */
    public Set<Integer> waiting(List<Found> found, Set<Integer> examined, Set<Integer> ready) {
        return kept(List.of("waiting", found, examined, ready), () -> {
            Treatment treatment = Treatment.begun();
            examined.forEach(group -> treatment.examined(group.toString()));
            ready.forEach(group -> treatment.ready(group.toString()));
            return numbers(standing(List.of(), found, treatment).waitingGroups());
        });
    }

    /** The groups that hold something under a reference of the batch which is not what was sent. */
    public Set<Integer> foreign(List<Found> found) {
        return kept(
                List.of("foreign", found),
                () -> numbers(standing(List.of(), found, Treatment.begun()).foreignGroups()));
    }

    private static Set<Integer> numbers(Set<String> groups) {
        return groups.stream().map(Integer::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the batch must be loaded again. */
    public boolean loadAgain(List<PostingState> states, List<Found> found) {
        return kept(List.of("again", kinds(states), found), () -> {
            List<PostingRow> rows = rows(states);
            return StandingWrites.mustLoadAgain(standing(rows, found, Treatment.begun()), rows);
        });
    }

    /** How far a batch is whose load was answered. */
    public BatchRow.State batch(List<PostingState> states, boolean closing) {
        return kept(List.of("batch", kinds(states), closing), () -> StandingWrites.state(rows(states), closing));
    }

    /** Who leaves a failed group. */
    public Set<Integer> leaving(Map<Integer, Remedy> rows) {
        return kept(List.of("leaving", rows), () -> {
            Set<Reference> leaving = group(rows).leaving();
            return rows.keySet().stream()
                    .filter(place -> leaving.contains(reference(place)))
                    .collect(Collectors.toUnmodifiableSet());
        });
    }

    /** What helps a group of which nobody leaves. */
    public Remedy remedy(Map<Integer, Remedy> rows) {
        return kept(List.of("remedy", rows), () -> group(rows).remedy());
    }

    private static FailedGroup group(Map<Integer, Remedy> rows) {
        Map<Reference, Finding> findings = new HashMap<>();
        rows.forEach((place, remedy) -> findings.put(reference(place), new Finding(remedy, "")));
        return new FailedGroup("1", 2 * rows.size(), findings);
    }

    /** Whether the rows of a posting's group must be read before anything is done with it. */
    public boolean suspicious(Found found, PostingState state, boolean before) {
        return kept(
                List.of("suspicious", found, state.getClass(), before),
                () -> GroupRepair.suspicious(found.standing(), state, () -> before));
    }

    /** What became of a split, by where those are that were to leave. */
    public Splitting.Fate fate(int from, List<Found> moved) {
        return kept(
                List.of("fate", from, moved),
                () -> Splitting.fate(
                        Integer.toString(from),
                        moved.stream().map(Found::standing).toList()));
    }

    /** Whether a split whose answer is not known was made; empty when it can't be made as it was meant. */
    public Optional<Boolean> made(int from, List<Found> moved) {
        Splitting.Fate fate = fate(from, moved);
        return fate == Splitting.Fate.OVERTAKEN ? Optional.empty() : Optional.of(fate == Splitting.Fate.MOVED);
    }

    /** What becomes of the open amendment of a posting. */
    public Amending.Fate amendment(Found found) {
        return kept(
                List.of("amendment", found),
                () -> Amending.fate(
                        new Amendments.Wanted(
                                Content.SENT.name(),
                                Content.AMENDED.name(),
                                new byte[0],
                                DAY,
                                journal(0),
                                "a reason",
                                "system"),
                        found.standing()));
    }

    /** The run that a group waits for; 0 for none. */
    public int run(int number, boolean submitted, boolean ended) {
        return kept(List.of("run", number, submitted, ended), () -> {
            Optional<ImportRuns.Run> latest = Optional.of(number)
                    .filter(some -> some > 0)
                    .map(some -> new ImportRuns.Run(
                            some,
                            Optional.of("request").filter(request -> submitted),
                            Optional.of("ended").filter(outcome -> ended),
                            Optional.empty()));
            OptionalInt due = GroupImports.due(latest);
            return due.orElse(0);
        });
    }

    /** Whether a person may decide so. */
    public boolean allowed(PostingState state, Afterwards afterwards, boolean latest) {
        return kept(List.of("allowed", state.getClass(), afterwards, latest), () -> {
            try {
                ClosureWrites.check(state, afterwards, () -> latest);
                return true;
            } catch (io.tieout.connection.ChangeRefused refused) {
                return false;
            }
        });
    }

    /** Whether the target's word that a reference is closed may be written now. */
    public boolean mayEnd(PostingState state) {
        return ClosureWrites.mayEnd(state);
    }

    /** What a posting becomes when the target has closed it, as a person had decided. */
    public PostingState ended(PostingState state, Afterwards afterwards) {
        if (afterwards != Afterwards.ASK) {
            return ClosureWrites.end(state, "a person").to();
        }
        return state instanceof PostingState.Closable closable
                ? closable.closed("a person").to()
                : state;
    }

    /** What states are kept by: as records without components they would all have the same hash. */
    private static List<Object> kinds(List<PostingState> states) {
        return states.stream().<Object>map(PostingState::getClass).toList();
    }

    private static BatchStanding standing(List<PostingRow> rows, List<Found> found, Treatment treatment) {
        Map<Reference, Standing> standings = new HashMap<>();
        Map<Reference, String> contents = new HashMap<>();
        for (int place = 0; place < found.size(); place++) {
            standings.put(reference(place), found.get(place).standing());
            contents.put(reference(place), Content.SENT.name());
        }
        BatchAtHand batch = new BatchAtHand(new Claim.OfBatch(1, 1, 1, false, TARGET), BATCH, rows);
        return new BatchStanding(batch, standings, new BatchStanding.Amended(contents, Map.of()), treatment);
    }

    private static List<PostingRow> rows(List<PostingState> states) {
        return IntStream.range(0, states.size())
                .mapToObj(place -> row(place, states.get(place), "reason"))
                .toList();
    }

    private static PostingRow row(int place, PostingState state, String reason) {
        return new PostingRow(
                place,
                "acme",
                place,
                1,
                TARGET,
                Effect.RECORD,
                reference(place),
                state,
                1,
                reason,
                Money.ofMinor(100, "USD"),
                1,
                Optional.of(DAY),
                Optional.of(journal(place)),
                OptionalLong.of(1),
                "settings",
                Optional.empty(),
                Optional.empty());
    }

    private static Journal journal(int place) {
        return journal(place, CLEARING);
    }

    private static Journal journal(int place, String account) {
        Money amount = Money.ofMinor(100, "USD");
        return new Journal(
                reference(place),
                List.of(
                        new JournalLine(account, Side.DEBIT, amount, "", "x"),
                        new JournalLine("01-1200", Side.CREDIT, amount, "10", "x")));
    }

    private static Reference reference(int place) {
        return new Reference("TIE" + place);
    }
}
