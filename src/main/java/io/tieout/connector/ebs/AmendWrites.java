package io.tieout.connector.ebs;

import io.tieout.connector.ebs.wire.IsgAnswer;
import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.GroupAnswers.AmendAnswer;
import io.tieout.port.erp.GroupAnswers.Amended;
import io.tieout.port.erp.Journals.Amendment;
import io.tieout.port.erp.Journals.FrozenChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What AMEND_LINES is sent and answers, in the port's words. */
final class AmendWrites implements Writes<AmendAnswer> {
    private final List<Reference> references;

    AmendWrites(Amendment amendment) {
        this.references =
                amendment.changes().stream().map(FrozenChange::reference).toList();
    }

    /** The frozen changes as one list, each as it was frozen. */
    static String text(Amendment amendment) {
        return JsonTexts.write(json -> {
            json.writeStartArray();
            for (FrozenChange change : amendment.changes()) {
                json.writeRawValue(new String(change.bytes(), StandardCharsets.UTF_8));
            }
            json.writeEndArray();
        });
    }

    @Override
    public AmendAnswer done(IsgRow out) {
        Map<Reference, Amended> results = new LinkedHashMap<>();
        Answers.once(references, out.rows("X_RESULTS_JSON"))
                .forEach((reference, row) -> results.put(reference, result(row)));
        return new AmendAnswer.Answered(results);
    }

    private static Amended result(IsgRow row) {
        return switch (row.required("result")) {
            case "AMENDED", "ALREADY" -> new Amended.Done();
            case "CHANGED" -> new Amended.Changed(row.text("reason").orElse("the rows are not what was frozen"));
            case "NOT_WAITING" -> new Amended.NotWaiting();
            case "REFUSED" -> new Amended.Refused(row.text("reason").orElse("no reason was given"));
            default -> throw new MalformedAnswer("result of an amendment is not known");
        };
    }

    @Override
    public AmendAnswer refused(IsgAnswer.Refused refused) {
        return refused.code().equals("IMPORT_PENDING")
                ? new AmendAnswer.Busy(refused.toString())
                : new AmendAnswer.Rejected(refused.toString());
    }

    @Override
    public AmendAnswer notDone(String reason, Duration after) {
        return new AmendAnswer.NotSent(reason, after);
    }

    @Override
    public AmendAnswer rejected(String reason) {
        return new AmendAnswer.Rejected(reason);
    }

    @Override
    public AmendAnswer unknown(String reason) {
        return new AmendAnswer.Unknown(reason);
    }
}
