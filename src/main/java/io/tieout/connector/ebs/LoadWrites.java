package io.tieout.connector.ebs;

import io.tieout.connector.ebs.wire.IsgAnswer;
import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.posting.Reference;
import io.tieout.port.SubmitOutcome;
import io.tieout.port.erp.JournalAnswers.LoadAnswer;
import io.tieout.port.erp.Journals.Load;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What LOAD_JOURNALS answers, in the port's words. */
final class LoadWrites implements Writes<LoadAnswer> {
    private final Load load;

    LoadWrites(Load load) {
        this.load = load;
    }

    @Override
    public LoadAnswer done(IsgRow out) {
        Map<Reference, IsgRow> rows = Answers.once(load.references(), out.rows("X_RESULTS_JSON"));
        Map<Reference, SubmitOutcome> outcomes = new LinkedHashMap<>();
        Map<Reference, String> groups = new LinkedHashMap<>();
        rows.forEach((reference, row) -> {
            SubmitOutcome outcome = outcome(row);
            outcomes.put(reference, outcome);
            row.text("group_id").ifPresent(group -> groups.put(reference, group));
            boolean lives = outcome instanceof SubmitOutcome.Accepted || outcome instanceof SubmitOutcome.AlreadyThere;
            if (lives && !groups.containsKey(reference)) {
                throw new MalformedAnswer("group_id of a loaded reference is missing");
            }
        });
        return new LoadAnswer.Answered(
                Map.copyOf(outcomes),
                Map.copyOf(groups),
                atLeast(out, "X_MAX_LOAD_NUMBER", load.number()),
                atLeast(out, "X_MAX_INCARNATION", load.stamp().incarnation()));
    }

    @Override
    public LoadAnswer refused(IsgAnswer.Refused refused) {
        return switch (refused.code()) {
            case "FENCED", "LOAD_NUMBER" -> new LoadAnswer.Estranged(refused.toString());
            default -> new LoadAnswer.Rejected(refused.toString());
        };
    }

    @Override
    public LoadAnswer notDone(String reason, Duration after) {
        return new LoadAnswer.NotSent(reason, after);
    }

    @Override
    public LoadAnswer rejected(String reason) {
        return new LoadAnswer.Rejected(reason);
    }

    @Override
    public LoadAnswer unknown(String reason) {
        return new LoadAnswer.Unknown(reason);
    }

    private static SubmitOutcome outcome(IsgRow row) {
        return switch (row.required("result")) {
            case "LOADED" -> new SubmitOutcome.Accepted();
            case "ALREADY" -> new SubmitOutcome.AlreadyThere();
            case "CONFLICT" -> new SubmitOutcome.Conflict(row.text("reason").orElse("known with other content"));
            case "CLOSED" -> new SubmitOutcome.Closed();
            case "REFUSED" -> new SubmitOutcome.Refused(row.text("reason").orElse("no reason was given"));
            default -> throw new MalformedAnswer("result of a posting is not known");
        };
    }

    private static long atLeast(IsgRow out, String name, long sent) {
        long highest = out.number(name);
        if (highest < sent) {
            throw new MalformedAnswer(name + " is lower than what this call carried");
        }
        return highest;
    }
}
