package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.store.view.BatchStory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Postings that were loaded together, as the API writes them. */
@Schema(name = "Batch", description = "Postings that are loaded and imported together")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record BatchJson(
        long id,
        @Schema(description = "Connection it goes to") String target,
        String ledger,
        LocalDate accountingDate,

        @Schema(description = "The database's incarnation when it was frozen")
        long incarnation,

        @Schema(description = "Load number at the target") long number,

        @Schema(description = "SHA-256 of the bytes that are sent: the request key")
        String requestHash,

        @Schema(examples = "DONE") String state,
        Optional<String> reason,
        Optional<String> lastError,
        Instant frozen,
        @Schema(description = "When it is looked at next") Optional<Instant> due,
        Optional<Instant> done,
        @Schema(description = "Imports in the target") List<Run> runs,

        @Schema(description = "Left out in the story of a fact") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<PostingJson.Line> postings) {

    static BatchJson of(BatchStory batch) {
        return new BatchJson(
                batch.id(),
                batch.target(),
                batch.ledger(),
                batch.accountingDate(),
                batch.incarnation(),
                batch.number(),
                batch.requestHash(),
                batch.state(),
                batch.reason(),
                batch.lastError(),
                batch.frozen(),
                batch.due(),
                batch.done(),
                batch.runs().stream().map(Run::of).toList(),
                batch.postings().stream().map(PostingJson.Line::of).toList());
    }

    /** An import of a group. */
    @Schema(name = "ImportRun", description = "An import of a group in the target")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Run(
            String group,
            int number,
            @Schema(description = "The ERP's request") Optional<String> request,

            @Schema(description = "How it ended, in the ERP's words")
            Optional<String> outcome,

            Instant submitted,

            @Schema(description = "The request and its children, as the ERP described them when they had ended")
            List<Part> parts) {

        static Run of(BatchStory.Run run) {
            return new Run(
                    run.group(),
                    run.number(),
                    run.request(),
                    run.outcome(),
                    run.submitted(),
                    run.parts().stream().map(Part::of).toList());
        }
    }

    /** A request of an import. */
    @Schema(name = "ImportRequest", description = "A request of an import, in the ERP's own words")
    record Part(String id, String program, String phase, String status, String text) {

        static Part of(BatchStory.Part part) {
            return new Part(part.id(), part.program(), part.phase(), part.status(), part.text());
        }
    }
}
