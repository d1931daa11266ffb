package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.flow.WhatStands;
import io.tieout.port.erp.JournalAnswers.GroupRow;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a target holds under the reference of a posting, as it was read just now. */
@Schema(name = "Standing", description = "What the target holds under the reference of a posting, read just now")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record StandingJson(
        @Schema(examples = "POSTED") String stage,
        @Schema(description = "The same in words") String words,

        @Schema(description = "Import group of the target") Optional<String> group,

        @Schema(description = "The last import request of its group")
        Optional<String> request,

        @Schema(description = "Rows that wait in the interface")
        List<Row> waiting,

        @Schema(description = "Lines in the books") List<Line> booked,

        @Schema(description = "Names the lines: send it to accept them")
        String summary,

        @Schema(description = "How the books differ from what was sent, in words")
        Optional<String> difference) {

    static StandingJson of(WhatStands.Seen seen) {
        return new StandingJson(
                seen.standing().stage().name(),
                seen.words(),
                seen.standing().group(),
                seen.standing().request(),
                seen.waiting().stream().map(Row::of).toList(),
                seen.booked().stream().map(Line::of).toList(),
                seen.summary(),
                seen.difference());
    }

    /** A row that waits in the interface. */
    @Schema(name = "WaitingRow", description = "A row that waits in the interface")
    record Row(
            @Schema(description = "The ERP's code") String status,

            @Schema(description = "What is wrong and what to do; empty when nothing is")
            String trouble) {

        static Row of(GroupRow row) {
            return new Row(row.status(), row.trouble());
        }
    }

    /** A line in the books. */
    @Schema(name = "BookedLine", description = "A line in the books")
    record Line(
            String journalBatch,
            String journal,
            int number,
            boolean posted,
            LocalDate accountingDate,
            String period,
            PostingJson.Entry entry) {

        static Line of(LedgerLine line) {
            return new Line(
                    line.batch(),
                    line.journal(),
                    line.number(),
                    line.posted(),
                    line.accountingDate(),
                    line.period(),
                    PostingJson.Entry.of(line.line()));
        }
    }
}
