package io.tieout.flow;

import io.tieout.domain.posting.Reference;
import io.tieout.domain.work.Claim;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The calls of {@link Journals} as a worker makes them for a batch that it has claimed: each under a lease that lasts
 * as long as the call, with a point of {@link Rehearsal} on either side. All of them go through here, so that none is
 * forgotten.
 */
@ApplicationScoped
public class BatchCalls {
    private final Journals journals;
    private final Leases leases;
    private final Rehearsal rehearsal;
    private final TargetMemory memory;

    BatchCalls(Journals journals, Leases leases, Rehearsal rehearsal, TargetMemory memory) {
        this.memory = memory;
        this.journals = journals;
        this.leases = leases;
        this.rehearsal = rehearsal;
    }

    /** Before the first call of this process for a target: whether it knows more of us than we do (move 11). */
    void meet(Claim.OfBatch claim) {
        if (!memory.met(claim.target())) {
            leases.renewed(claim, () -> {
                memory.meet(claim.target());
                return claim;
            });
        }
    }

    private <T> T call(String name, Claim.OfBatch claim, Supplier<T> call) {
        rehearsal.pass(name + " leaves");
        T answer = leases.renewed(claim, call);
        rehearsal.pass(name + " answered");
        return answer;
    }

    LoadAnswer submit(Claim.OfBatch claim, Journals.Load load) {
        return call("load", claim, () -> journals.submit(claim.target(), load));
    }

    Map<Reference, Standing> find(Claim.OfBatch claim, Set<Reference> references) {
        return call("find", claim, () -> journals.find(claim.target(), references));
    }

    ImportAnswer importGroup(Claim.OfBatch claim, Journals.ImportRun run) {
        return call("import", claim, () -> journals.importGroup(claim.target(), run));
    }

    Request request(Claim.OfBatch claim, String request) {
        return call("request", claim, () -> journals.request(claim.target(), request));
    }

    List<GroupRow> rows(Claim.OfBatch claim, String group) {
        return call("rows", claim, () -> journals.rows(claim.target(), group));
    }

    Map<Reference, List<LedgerLine>> lines(Claim.OfBatch claim, Set<Reference> references) {
        return call("lines", claim, () -> journals.lines(claim.target(), references));
    }

    Closing close(Claim.OfBatch claim, Journals.Stamp stamp, Journals.Closure closure) {
        return call("close", claim, () -> journals.close(claim.target(), stamp, closure));
    }

    RegroupAnswer regroup(Claim.OfBatch claim, Journals.Split split) {
        return call("regroup", claim, () -> journals.regroup(claim.target(), split));
    }

    AmendAnswer amend(Claim.OfBatch claim, Journals.Amendment amendment) {
        return call("amend", claim, () -> journals.amend(claim.target(), amendment));
    }

    /** A change in the target's own form; asks nobody. */
    Journals.FrozenChange freeze(Claim.OfBatch claim, Journals.Change change) {
        return journals.freeze(claim.target(), change);
    }

    /** What frozen bytes hold under each reference; asks nobody. */
    Map<Reference, String> contents(byte[] frozen) {
        return journals.contents(frozen);
    }
}
