package io.tieout.connector.ebs;

import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import java.util.Optional;

/** Reads where a reference stands from a row of FIND_REFERENCES. */
final class Standings {

    private Standings() {}

    static Standing of(IsgRow row) {
        Stage stage = stage(row.required("stage"));
        Optional<String> hash = row.text("content_hash");
        Optional<String> group = row.text("group_id");
        boolean lives = stage != Stage.UNKNOWN && stage != Stage.CLOSED;
        // Without a content the key was lost, and with it the group: a person must look, so it is no answer to refuse.
        if (lives && hash.isPresent() && group.isEmpty()) {
            throw new MalformedAnswer("group_id of a live reference is missing");
        }
        Optional<String> waitsFor = stage == Stage.IMPORTED ? Optional.of(waitsFor(row)) : Optional.empty();
        return new Standing(
                stage, group, lives ? hash : Optional.empty(), row.texts("statuses"), row.text("request_id"), waitsFor);
    }

    /** A stage by the package's word for it. */
    static Stage stage(String text) {
        return switch (text) {
            case "unknown" -> Stage.UNKNOWN;
            case "closed" -> Stage.CLOSED;
            case "interface" -> Stage.INTERFACE;
            case "interface_error" -> Stage.INTERFACE_ERROR;
            case "imported" -> Stage.IMPORTED;
            case "posted" -> Stage.POSTED;
            case "gone" -> Stage.GONE;
            default -> throw new MalformedAnswer("stage of a reference is not known");
        };
    }

    private static String waitsFor(IsgRow row) {
        String approval = row.text("approval_status_code").orElse("");
        return switch (approval) {
            case "R" -> "approval of its journal batch, which nobody has asked for yet";
            case "I" -> "approval of its journal batch, which is under way";
            case "J" -> "a person: the approval of its journal batch was rejected";
            default -> waitsForPosting(row.text("batch_status").orElse(""));
        };
    }

    private static String waitsForPosting(String batchStatus) {
        return switch (batchStatus) {
            case "", "U" -> "posting of its journal batch, by AutoPost or a person";
            case "S", "I" -> "posting of its journal batch, which is under way";
            default -> "a person: posting of its journal batch failed with status " + batchStatus;
        };
    }
}
