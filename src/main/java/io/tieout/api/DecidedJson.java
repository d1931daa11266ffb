package io.tieout.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a decision about a posting that lives, or may live, in the target. */
@Schema(name = "Decided", description = "What became of a decision")
record DecidedJson(
        @Schema(description = "What was done, or is waited for, in words")
        String words,

        PostingJson.Story posting) {}
