package io.tieout.connector.ebs;

import io.tieout.connector.ebs.EbsCalls.OpenEbs;
import io.tieout.connector.ebs.wire.IsgCall;
import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.Journals.Closure;
import io.tieout.port.erp.Journals.Stamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** CLOSE_REFERENCES, which is repeatable: what was closed before answers CLOSED again. */
final class Closings {

    private Closings() {}

    static Closing close(Supplier<OpenEbs> ebs, Stamp stamp, Closure closure) {
        Map<Reference, Boolean> closed = new LinkedHashMap<>();
        for (List<Reference> portion : Answers.portions(closure.references())) {
            IsgCall call = IsgCall.of("CLOSE_REFERENCES")
                    .with("P_INSTALLATION", stamp.installation())
                    .with("P_INCARNATION", Long.toString(stamp.incarnation()))
                    .with("P_REFERENCES_JSON", JsonTexts.array(portion))
                    .with("P_REASON", closure.reason());
            Writes<Closing> writes =
                    Writes.simple(out -> closings(out, portion), Closing.Rejected::new, Closing.Unknown::new);
            Closing answer = Writes.answer(() -> ebs.get().ask(call), writes);
            if (!(answer instanceof Closing.Answered answered)) {
                return answer;
            }
            closed.putAll(answered.closed());
        }
        return new Closing.Answered(closed);
    }

    private static Closing closings(IsgRow out, List<Reference> asked) {
        Map<Reference, Boolean> closed = new LinkedHashMap<>();
        Answers.once(asked, out.rows("X_RESULTS_JSON")).forEach((reference, row) -> {
            String result = row.required("result");
            if (!result.equals("CLOSED") && !result.equals("LIVE")) {
                throw new MalformedAnswer("result of a closure is not known");
            }
            closed.put(reference, result.equals("CLOSED"));
        });
        return new Closing.Answered(closed);
    }
}
