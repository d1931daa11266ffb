package io.tieout.connector.ebs;

import io.tieout.connector.ebs.wire.IsgAnswer;
import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.port.erp.GroupAnswers.RegroupAnswer;
import io.tieout.port.erp.Journals.Split;
import java.time.Duration;

/** What REGROUP answers, in the port's words. */
final class RegroupWrites implements Writes<RegroupAnswer> {
    private final Split split;

    RegroupWrites(Split split) {
        this.split = split;
    }

    @Override
    public RegroupAnswer done(IsgRow out) {
        long group = out.number("X_NEW_GROUP_ID");
        long moved = out.number("X_MOVED_ROWS");
        long left = out.number("X_LEFT_ROWS");
        if (group <= 0 || Long.toString(group).equals(split.group())) {
            throw new MalformedAnswer("X_NEW_GROUP_ID is no new group");
        }
        if (moved < split.move().size() || left < 0 || moved + left != split.rows()) {
            throw new MalformedAnswer("X_MOVED_ROWS and X_LEFT_ROWS are not the rows of the group");
        }
        return new RegroupAnswer.Done(Long.toString(group), (int) moved, (int) left);
    }

    @Override
    public RegroupAnswer refused(IsgAnswer.Refused refused) {
        return switch (refused.code()) {
            case "IMPORT_PENDING" -> new RegroupAnswer.Busy(refused.toString());
            case "ROWS_CHANGED" -> new RegroupAnswer.Changed(refused.toString());
            default -> new RegroupAnswer.Rejected(refused.toString());
        };
    }

    @Override
    public RegroupAnswer notDone(String reason, Duration after) {
        return new RegroupAnswer.NotSent(reason, after);
    }

    @Override
    public RegroupAnswer rejected(String reason) {
        return new RegroupAnswer.Rejected(reason);
    }

    @Override
    public RegroupAnswer unknown(String reason) {
        return new RegroupAnswer.Unknown(reason);
    }
}
