package io.tieout.api;

import io.tieout.access.Role;
import io.tieout.connection.ChangeRefused;
import io.tieout.flow.Accepting;
import io.tieout.flow.AccountCorrection;
import io.tieout.flow.GivingUp;
import io.tieout.flow.Ruling;
import io.tieout.flow.WhatStands;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.view.PostingQueries;
import io.tieout.store.view.PostingStory;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/v1/reviews/{posting}}: decisions about postings that live, or may live, in the target. */
@Path("/api/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@Tag(name = "reviews", description = "Questions that a person decides")
public class LiveReviewsResource {
    private final WhatStands stands;
    private final Accepting accepting;
    private final GivingUp givingUp;
    private final AccountCorrection correction;
    private final PostingRows rows;
    private final PostingQueries postings;
    private final Caller caller;

    LiveReviewsResource(
            WhatStands stands,
            Accepting accepting,
            GivingUp givingUp,
            AccountCorrection correction,
            PostingRows rows,
            PostingQueries postings,
            Caller caller) {
        this.stands = stands;
        this.accepting = accepting;
        this.givingUp = givingUp;
        this.correction = correction;
        this.rows = rows;
        this.postings = postings;
        this.caller = caller;
    }

    /** What is accepted. */
    @Schema(name = "Acceptance", description = "Accepts what stands in the books")
    record Acceptance(
            String reason,

            @Schema(description = "Summary of the lines that were seen, as standing gives it")
            String summary) {}

    /** What becomes of what is given up. */
    @Schema(name = "GivingUp", description = "Gives up what lives, or may live, in the target")
    record Giving(
            String reason,

            @Schema(description = "close: this is the end of it; decide: a person decides anew", examples = "close")
            String then) {}

    /** Another account. */
    @Schema(name = "Correction", description = "Another account for rows that stand in error")
    record Correction(String reason, String from, String to) {}

    @GET
    @Path("{posting}/standing")
    @Operation(
            summary = "Read what stands in the target",
            description = "Asks the target now: rows that wait, lines in the books, and how they differ from what was"
                    + " sent.")
    @APIResponse(responseCode = "200", description = "What stands there")
    @APIResponse(responseCode = "404", ref = "unknown")
    @APIResponse(responseCode = "503", description = "The target can't be asked now")
    public RestResponse<StandingJson> standing(
            @Parameter(description = "Number of the posting") @RestPath long posting) {
        PostingRow row = rows.byId(caller.actor().tenant(), posting)
                .orElseThrow(() -> ChangeRefused.unknown("posting", Long.toString(posting)));
        return RestResponse.ResponseBuilder.ok(StandingJson.of(stands.read(row)))
                .header(HttpHeaders.ETAG, "\"" + row.version() + "\"")
                .build();
    }

    @POST
    @Path("{posting}/accept")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Accept what stands in the books",
            description = "The posting is confirmed as it stands, and its allocation follows the books where they name"
                    + " the items. If-Match carries the posting's version, the body the summary of the lines seen.")
    @APIResponse(responseCode = "200", description = "Accepted")
    @APIResponse(responseCode = "412", ref = "stale")
    @APIResponse(responseCode = "409", description = "Other lines stand there now, or not all of them are posted")
    public RestResponse<DecidedJson> accept(@RestPath long posting, Acceptance body) {
        accepting.accept(ruling(posting, body.reason()), body.summary());
        return decided(posting, "accepted");
    }

    @POST
    @Path("{posting}/give-up")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Give up a posting",
            description = "The target closes its reference first, which it refuses while rows or a journal of it stand."
                    + " While its answer is not known the decision is kept and repeated.")
    @APIResponse(responseCode = "200", description = "Closed in the target")
    @APIResponse(responseCode = "202", description = "Kept; the target is asked until it answers")
    @APIResponse(responseCode = "409", description = "It lives in the target")
    @APIResponse(responseCode = "412", ref = "stale")
    public RestResponse<DecidedJson> giveUp(@RestPath long posting, Giving body) {
        String then = body.then();
        if (!then.equals("close") && !then.equals("decide")) {
            throw ChangeRefused.invalid("then", "must be close or decide");
        }
        return answered(posting, givingUp.giveUp(ruling(posting, body.reason()), then.equals("decide")));
    }

    @POST
    @Path("{posting}/post-again")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Post the effect again",
            description = "For what is gone from the target, or closed there: once the target has closed the reference,"
                    + " another generation with a reference of its own is decided anew.")
    @APIResponse(responseCode = "200", description = "The earlier one is closed, the later one is decided")
    @APIResponse(responseCode = "202", description = "Kept; the target is asked until it answers")
    @APIResponse(responseCode = "409", description = "The earlier one lives in the target")
    @APIResponse(responseCode = "412", ref = "stale")
    public RestResponse<DecidedJson> postAgain(@RestPath long posting, ReviewBodies.Reason body) {
        return answered(posting, givingUp.postAgain(ruling(posting, body.reason())));
    }

    @POST
    @Path("{posting}/correct-account")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Correct an account",
            description = "For rows that stand with errors in the interface: the corrected rows are frozen, then the"
                    + " target amends them and imports their group again.")
    @APIResponse(responseCode = "202", description = "Frozen; the next look at the batch sends it")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "409", description = "The rows don't stand in error as they were sent")
    @APIResponse(responseCode = "412", ref = "stale")
    public RestResponse<DecidedJson> correctAccount(@RestPath long posting, Correction body) {
        correction.correct(ruling(posting, body.reason()), new AccountCorrection.Correction(body.from(), body.to()));
        return waits(posting, "the corrected rows are frozen, and are on their way");
    }

    private Ruling ruling(long posting, String reason) {
        return new Ruling(caller.actor(), posting, caller.postingVersion(), reason);
    }

    private RestResponse<DecidedJson> answered(long posting, GivingUp.Answer answer) {
        return answer instanceof GivingUp.Answer.Done
                ? decided(posting, answer.words())
                : waits(posting, answer.words());
    }

    private RestResponse<DecidedJson> decided(long posting, String words) {
        return answer(RestResponse.Status.OK, posting, words);
    }

    private RestResponse<DecidedJson> waits(long posting, String words) {
        return answer(RestResponse.Status.ACCEPTED, posting, words);
    }

    private RestResponse<DecidedJson> answer(RestResponse.Status status, long posting, String words) {
        String tenant = caller.actor().tenant();
        PostingRow row = rows.byId(tenant, posting).orElseThrow();
        PostingStory story = postings.story(tenant, posting).orElseThrow();
        return RestResponse.ResponseBuilder.create(status, new DecidedJson(words, PostingJson.Story.of(story)))
                .header(HttpHeaders.ETAG, "\"" + row.version() + "\"")
                .build();
    }
}
