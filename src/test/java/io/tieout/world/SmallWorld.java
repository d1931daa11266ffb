package io.tieout.world;

import io.tieout.domain.posting.Closed;
import io.tieout.domain.posting.PostingState;
import io.tieout.flow.FlowRules;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.world.World.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The protocol at a target that keeps references: our database, two workers, persons, and the target's tables. */
final class SmallWorld implements Model<World> {
    private final Scope scope;
    private final WorkerSteps workers;
    private final OtherSteps others;
    private final PersonSteps persons;
    private final RestoreSteps restores;

    SmallWorld(Scope scope) {
        this.scope = scope;
        FlowRules rules = new FlowRules();
        this.workers = new WorkerSteps(scope, rules);
        this.others = new OtherSteps(scope);
        this.persons = new PersonSteps(scope, rules);
        this.restores = new RestoreSteps(scope);
    }

    @Override
    public World start() {
        return World.start(scope);
    }

    @Override
    public List<Step<World>> steps(World world) {
        List<Step<World>> steps = new ArrayList<>();
        steps.addAll(workers.of(world, 0));
        if (!world.worker(0).idle() || !world.worker(1).idle()) {
            steps.addAll(workers.of(world, 1));
        }
        steps.addAll(others.of(world));
        steps.addAll(persons.of(world));
        steps.addAll(restores.of(world));
        steps.replaceAll(step -> new Step<>(step.words(), step.after().canonical()));
        return steps;
    }

    @Override
    public Optional<String> broken(World world) {
        boolean known = world.recovery() == Recovery.NONE || world.recovery() == Recovery.OVER;
        for (int ref = 0; ref < Posting.MOST; ref++) {
            Entry entry = world.target().entry(ref);
            Posting row = world.db().posting(ref);
            if (entry.rows().stream().map(Entry.Row::group).distinct().count() > 1) {
                return Optional.of("two groups have a line of " + ref);
            }
            if (row.state() instanceof PostingState.Confirmed && (entry.posted() != 1 || !asSent(entry, row))) {
                return Optional.of("posting " + ref + " is CONFIRMED, and does not stand in the books as it was sent");
            }
            if (known && row.born() && !row.state().live() && entry.content() != Entry.STRANGE && entry.copies() > 0) {
                return Optional.of("posting " + ref + " is " + row.state().name() + " with nothing in the target, and"
                        + " it landed");
            }
        }
        for (int fact = 0; fact < scope.facts(); fact++) {
            if (copies(world, fact) > 1) {
                return Optional.of("fact " + fact + " stands more than once in the target");
            }
            if (known && reserves(world, 2 * fact) && reserves(world, 2 * fact + 1)) {
                return Optional.of("fact " + fact + " reserves its open items twice");
            }
        }
        return Optional.empty();
    }

    private static boolean asSent(Entry entry, Posting row) {
        return entry.content() == row.contents().held() && !entry.edited();
    }

    private static int copies(World world, int fact) {
        return world.target().entry(2 * fact).copies()
                + world.target().entry(2 * fact + 1).copies();
    }

    private static boolean reserves(World world, int posting) {
        return world.db().posting(posting).born() && world.db().state(posting).reserves();
    }

    @Override
    public boolean settled(World world) {
        boolean quiet = world.workers().stream().allMatch(Worker::idle)
                && world.desk().isEmpty()
                && (world.recovery() == Recovery.NONE || world.recovery() == Recovery.OVER);
        for (int fact = 0; quiet && fact < scope.facts(); fact++) {
            quiet = settled(world, world.db().latest(fact));
        }
        return quiet;
    }

    /** Posted, closed for good, or a question about what is posted and was not sent: a person alone can answer it. */
    private static boolean settled(World world, int posting) {
        Posting row = world.db().posting(posting);
        Entry entry = world.target().entry(posting);
        boolean strange = entry.content() == Entry.STRANGE
                || entry.edited()
                || row.contents().refused().has(entry.content());
        boolean question = strange && world.target().stage(posting) == Stage.POSTED;
        return row.closure().isEmpty()
                && (row.state() instanceof PostingState.Confirmed
                        || row.state() instanceof PostingState.Ignored
                        || row.state() instanceof Closed.Ended
                        || (row.state() instanceof PostingState.LiveReview && question));
    }
}
