package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.store.view.CutOff;
import io.tieout.store.view.CutOffLine;
import io.tieout.store.view.CutOffTotal;
import io.tieout.store.view.Page;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is unposted at a cut-off, as the API writes it. */
@Schema(name = "CutOff", description = "Postings up to a day that are not in the books now")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CutOffJson(
        @Schema(description = "Key of the link") String link,

        @Schema(description = "The last day that counts") LocalDate day,

        @Schema(description = "The link's time zone", examples = "America/New_York")
        String zone,

        @Schema(description = "Over the whole list, by effect, state and currency")
        List<Total> totals,

        PageJson<Line> postings) {

    static CutOffJson of(CutOff cutOff, List<CutOffTotal> totals, Page<CutOffLine> page) {
        return new CutOffJson(
                cutOff.key(),
                cutOff.day(),
                cutOff.zone().getId(),
                totals.stream().map(Total::of).toList(),
                PageJson.of(page, Line::of));
    }

    /** Postings of one effect, state and currency. */
    @Schema(name = "CutOffTotal", description = "Postings of one effect, state and currency")
    record Total(
            @Schema(description = "What they do; APPLY moves what was recorded on account before", examples = "RECORD")
            String effect,

            @Schema(examples = "REVIEW") String state,

            @Schema(description = "Where they count when a day is tied out", examples = "REVIEW")
            String bucket,

            long count,
            AmountJson amount) {

        static Total of(CutOffTotal total) {
            return new Total(
                    total.effect(), total.state(), total.bucket().name(), total.count(), AmountJson.of(total.amount()));
        }
    }

    /** A posting that is not in the books. */
    @Schema(name = "CutOffLine", description = "A posting that is not in the books now")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Line(
            @Schema(description = "Number of the posting") long id,

            @Schema(description = "Number of its fact") long fact,

            @Schema(description = "The provider's id", examples = "ch_1")
            String charge,

            @Schema(examples = "RECORD") String effect,
            @Schema(examples = "REVIEW") String state,

            @Schema(description = "Where it counts when a day is tied out", examples = "REVIEW")
            String bucket,

            @Schema(description = "Why it is in this state, in words")
            String reason,

            AmountJson amount,

            @Schema(description = "Accounting date; while it is undecided, the day of the provider's booking")
            LocalDate day,

            @Schema(description = "Whether the day is an accounting date")
            boolean decided,

            @Schema(description = "Days from the day to today, in the link's zone")
            long ageDays,

            @Schema(description = "What the target knows it by, or will")
            String reference,

            OptionalLong batch) {

        static Line of(CutOffLine line) {
            return new Line(
                    line.id(),
                    line.fact(),
                    line.providerId(),
                    line.effect(),
                    line.state(),
                    line.bucket().name(),
                    line.reason(),
                    AmountJson.of(line.amount()),
                    line.day(),
                    line.decided(),
                    line.age(),
                    line.reference(),
                    line.batch());
        }
    }
}
