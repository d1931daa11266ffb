package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.store.view.BatchDetail;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A batch with all that was done about it, as the API writes it. */
@Schema(name = "BatchDetail", description = "A batch with all that was done about it")
record BatchDetailJson(
        BatchJson batch,
        List<Member> members,

        @Schema(description = "Splits of its groups, oldest first")
        List<Split> splits,

        @Schema(description = "Amendments of its rows, oldest first")
        List<Amendment> amendments,

        @Schema(description = "What was done, oldest first") List<AuditJson> audit) {

    static BatchDetailJson of(BatchDetail detail) {
        return new BatchDetailJson(
                BatchJson.of(detail.batch()),
                detail.members().stream().map(Member::of).toList(),
                detail.splits().stream().map(Split::of).toList(),
                detail.amendments().stream().map(Amendment::of).toList(),
                detail.audit().stream().map(AuditJson::of).toList());
    }

    /** A posting of the batch. */
    @Schema(name = "BatchMember", description = "A posting of a batch")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Member(
            PostingJson.Line posting,
            List<Share> shares,

            @Schema(description = "Send it as If-Match with a decision")
            long version,

            @Schema(description = "A decision that waits for the target: END, ASK or AGAIN")
            Optional<String> closing,

            @Schema(description = "Whether the target has closed its reference for ever")
            boolean closed) {

        static Member of(BatchDetail.Member member) {
            return new Member(
                    PostingJson.Line.of(member.line()),
                    member.shares().stream()
                            .map(share -> new Share(share.number(), AmountJson.of(share.amount())))
                            .toList(),
                    member.version(),
                    member.closing(),
                    member.closed());
        }
    }

    /** A share of an invoice. */
    @Schema(name = "BatchShare", description = "A share of an invoice")
    record Share(String number, AmountJson amount) {}

    /** A split of a group. */
    @Schema(name = "GroupSplit", description = "References that left a failed group")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Split(
            String group,
            List<String> moved,
            String reason,
            @Schema(examples = "DONE") String state,
            Optional<String> newGroup,
            Optional<String> outcome,
            Instant intended) {

        static Split of(BatchDetail.Split split) {
            return new Split(
                    split.group(),
                    split.moved(),
                    split.reason(),
                    split.state(),
                    split.newGroup(),
                    split.outcome(),
                    split.intended());
        }
    }

    /** Other bytes for rows that stood in error. */
    @Schema(name = "Amendment", description = "Other bytes for rows that stood in error")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Amendment(
            String reference,
            LocalDate accountingDate,
            String reason,
            String actor,
            @Schema(examples = "DONE") String state,
            Optional<String> outcome,
            Instant intended) {

        static Amendment of(BatchDetail.Amendment one) {
            return new Amendment(
                    one.reference(),
                    one.accountingDate(),
                    one.reason(),
                    one.actor(),
                    one.state(),
                    one.outcome(),
                    one.intended());
        }
    }
}
