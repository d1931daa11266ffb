package io.tieout.world;

import io.tieout.domain.posting.PostingState;
import io.tieout.world.Entry.Flaw;
import io.tieout.world.Entry.Status;
import io.tieout.world.Model.Step;
import io.tieout.world.TargetSteps.Landing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens beside the workers: batches are frozen, calls land, processes die, the ERP and people go on. */
final class OtherSteps {
    private final Scope scope;

    OtherSteps(Scope scope) {
        this.scope = scope;
    }

    List<Step<World>> of(World world) {
        List<Step<World>> steps = new ArrayList<>();
        freezes(world, steps);
        landings(world, steps);
        for (Step<Target> step : TargetSteps.background(world.target())) {
            steps.add(new Step<>(step.words(), world.with(step.after())));
        }
        mended(world, steps);
        reopened(world, steps);
        if (world.faults() > 0) {
            deaths(world, steps);
            erp(world, steps);
            changes(world, steps);
        }
        return steps;
    }

    private boolean may(World world, Fault fault) {
        return world.faults() > 0 && scope.kinds().contains(fault);
    }

    /** Move 1: what is matched, and still wanted, is taken where its fact is unleased, or the lease has run out. */
    private void freezes(World world, List<Step<World>> steps) {
        Few ready = Few.NONE;
        for (int posting = 0; posting < Posting.MOST; posting++) {
            Posting row = world.db().posting(posting);
            boolean matched = row.born() && row.state() instanceof PostingState.Matched;
            ready = matched && !world.db().unwanted().has(Posting.fact(posting)) ? ready.with(posting) : ready;
        }
        boolean stopped = world.recovery() == World.Recovery.STOPPED
                || world.recovery() == World.Recovery.FENCING
                || world.recovery() == World.Recovery.LISTING;
        for (Few part : ready.isEmpty() || stopped ? List.<Few>of() : ready.parts()) {
            frozen(world, part).ifPresent(steps::add);
        }
    }

    private Optional<Step<World>> frozen(World world, Few part) {
        World after = world;
        boolean expired = false;
        for (int who = 0; who < 2; who++) {
            Worker worker = world.worker(who);
            if (worker.phase() == Worker.Phase.DECIDE && worker.holds() && part.has(worker.subject())) {
                expired = true;
                after = after.bereft(who, scope.mistake() != Mistake.STATE_WITHOUT_GUARD);
            }
        }
        if (expired && !may(world, Fault.EXPIRY)) {
            return Optional.empty();
        }
        Batch.Stamp last = world.db().last();
        Batch.Stamp stamp = new Batch.Stamp(last.incarnation(), last.number() + 1);
        int number = world.db().batches().size();
        after = after.with(after.db().plus(Batch.frozen(part, stamp)));
        for (int posting : part.list()) {
            PostingState.Matched matched = (PostingState.Matched) world.db().state(posting);
            Posting row =
                    after.db().posting(posting).frozen(matched.freeze("frozen").to(), number);
            after = after.with(after.db().posting(posting, row));
        }
        String words = (expired ? "a lease runs out: " : "") + "batch " + number + " is frozen of " + part;
        return Optional.of(new Step<>(words, expired ? after.faulty() : after));
    }

    private void landings(World world, List<Step<World>> steps) {
        boolean mayRefuse = may(world, Fault.REFUSAL);
        for (int who = 0; who < 2; who++) {
            Worker worker = world.worker(who);
            if (worker.waiting()) {
                for (Landing landing :
                        TargetSteps.land(world.target(), worker.call().get(), mayRefuse)) {
                    World after = world.with(landing.after()).worker(who, worker.answered(landing.reply()));
                    steps.add(new Step<>(landing.words(), landing.faulty() ? after.faulty() : after));
                }
            }
        }
        for (Call call : world.late()) {
            for (Landing landing : TargetSteps.land(world.target(), call, false)) {
                steps.add(new Step<>("late: " + landing.words(), world.with(landing.after())));
            }
        }
    }

    private void deaths(World world, List<Step<World>> steps) {
        for (int who = 0; who < 2; who++) {
            if (may(world, Fault.LOST) && !world.worker(who).idle()) {
                String words = world.worker(who).waiting() ? " waits no longer for its answer" : " dies";
                steps.add(new Step<>("a worker" + words, world.stops(who).faulty()));
            }
        }
    }

    /** A person mends what the import refused, or has changed rows, and imports the group by hand. */
    private void mended(World world, List<Step<World>> steps) {
        for (int group = 1; group <= world.target().groups().size(); group++) {
            Target target = world.target();
            int one = group;
            Few in = target.in(group);
            boolean failed = in.list().stream()
                    .map(target::entry)
                    .anyMatch(entry -> entry.in(one, Status.ERROR) || entry.edited());
            boolean free = !in.isEmpty() && !target.importing(group);
            if (free && (failed || may(world, Fault.HAND_IMPORT))) {
                Target after =
                        target.group(group, new Target.Group(target.group(group).runs(), 0));
                for (int ref : failed ? in.list() : List.<Integer>of()) {
                    after = after.entry(ref, sound(after.entry(ref)));
                }
                World next = world.with(after);
                steps.add(new Step<>("a person imports group " + group, failed ? next : next.faulty()));
            }
        }
    }

    private static Entry sound(Entry entry) {
        return entry.with(
                entry.rows().stream().map(row -> row.flawed(Flaw.NONE)).toList());
    }

    private void erp(World world, List<Step<World>> steps) {
        Target target = world.target();
        for (int ref = 0; ref < Posting.MOST; ref++) {
            Entry entry = target.entry(ref);
            boolean importing = !entry.rows().isEmpty()
                    && target.importing(entry.rows().get(0).group());
            if (importing && !entry.rows().get(0).bad()) {
                refusals(world, ref, steps);
            }
            if (may(world, Fault.EDIT) && !entry.rows().isEmpty() && !importing && !entry.edited()) {
                Target other = target.entry(ref, sound(entry).changedByPerson());
                steps.add(new Step<>(
                        "a person changes the rows of " + ref, world.with(other).faulty()));
            }
            if (may(world, Fault.DELETION) && !entry.rows().isEmpty() && !importing) {
                Target less = target.entry(ref, entry.with(List.of()));
                steps.add(new Step<>(
                        "a person deletes the rows of " + ref, world.with(less).faulty()));
            }
            if (may(world, Fault.DELETION) && entry.unposted() > 0) {
                Target less = target.entry(ref, entry.booked(0, entry.posted()));
                steps.add(new Step<>(
                        "a person deletes the journal of " + ref,
                        world.with(less).faulty()));
            }
        }
    }

    private void refusals(World world, int ref, List<Step<World>> steps) {
        int group = world.target().entry(ref).rows().get(0).group();
        for (Flaw flaw : List.of(Flaw.LINE, Flaw.DATE)) {
            if (may(world, flaw == Flaw.LINE ? Fault.IMPORT_ERROR : Fault.PERIOD)) {
                Target failed = TargetSteps.imported(TargetSteps.spoilt(world.target(), ref, flaw), group);
                steps.add(new Step<>(
                        "the import refuses " + ref + " for its " + flaw,
                        world.with(failed).faulty()));
            }
        }
    }

    /** Closed periods are opened again some time. */
    private static void reopened(World world, List<Step<World>> steps) {
        Target after = TargetSteps.reopened(world.target());
        if (!after.equals(world.target())) {
            steps.add(new Step<>("the period is opened again", world.with(after)));
        }
    }

    private void changes(World world, List<Step<World>> steps) {
        for (int fact = 0; fact < scope.facts(); fact++) {
            if (may(world, Fault.CHANGE) && !world.db().unwanted().has(fact)) {
                World after = world.with(world.db().unwanted(fact)).faulty();
                steps.add(new Step<>("fact " + fact + " is not to be posted any more", after));
            }
            int ref = 2 * fact;
            if (may(world, Fault.STRANGER) && world.target().entry(ref).equals(Entry.UNKNOWN)) {
                Entry strange = new Entry(Entry.Key.LIVE, Entry.STRANGE, false, 0, List.of(), 0, 1);
                World after = world.with(world.target().entry(ref, strange)).faulty();
                steps.add(new Step<>("a twin posts something else as " + ref, after));
            }
        }
    }
}
