package io.tieout.api;

import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.tieout.access.Role;
import io.tieout.api.ReviewBodies.Allocate;
import io.tieout.api.ReviewBodies.Payer;
import io.tieout.api.ReviewBodies.Reason;
import io.tieout.api.ReviewJson.Item;
import io.tieout.domain.posting.Answer;
import io.tieout.flow.Reply;
import io.tieout.flow.ReviewDesk;
import io.tieout.flow.ReviewDesk.Sight;
import io.tieout.flow.ReviewItem;
import io.tieout.flow.Reviews;
import io.tieout.store.view.ReviewFilter;
import io.tieout.store.view.ReviewQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * {@code /api/v1/reviews}: questions to people. Every answer sends If-Match with the posting's version and a reason; who
 * comes second is told who has decided what.
 */
@Path("/api/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@CustomDeserialization(StrictJson.class)
@Tag(
        name = "reviews",
        description = "Questions to people, with evidence and answers. Answers send If-Match with the ETag of the item")
public class ReviewsResource {
    private final ReviewQueries queue;
    private final ReviewDesk desk;
    private final Reviews reviews;
    private final Caller caller;

    ReviewsResource(ReviewQueries queue, ReviewDesk desk, Reviews reviews, Caller caller) {
        this.queue = queue;
        this.desk = desk;
        this.reviews = reviews;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "List questions", description = "Oldest first; each filter narrows the list and the totals.")
    @APIResponse(responseCode = "200", description = "A part of the queue")
    @APIResponse(responseCode = "400", ref = "invalid")
    public ReviewJson.Part list(
            @Parameter(description = "QUESTION, ON_ACCOUNT, HELD, LIVE or GONE; else all that needs an answer now")
                    @RestQuery
                    Optional<String> kind,
            @Parameter(description = "Key of a link") @RestQuery Optional<String> link,
            @Parameter(description = "ISO 4217 code") @RestQuery Optional<String> currency,
            @Parameter(description = "At least so old (ISO 8601, for example P3D)") @RestQuery
                    Optional<String> olderThan,
            @Parameter(description = "Number that the part before named as next") @RestQuery Optional<Long> after,
            @Parameter(description = "At most so many, up to 200") @RestQuery @DefaultValue("50") int limit) {
        ReviewFilter filter =
                new ReviewFilter(kind.map(States::ofReview), link, currency, olderThan.map(States::duration));
        return ReviewJson.Part.of(queue.list(caller.actor().tenant(), filter, PageJson.cut(after, limit)));
    }

    @GET
    @Path("{posting}")
    @Operation(
            summary = "Read a question",
            description = "With charge, candidates, possible answers and what was decided. The ETag is its version.")
    @APIResponse(responseCode = "200", description = "The question")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<Item> get(
            @Parameter(description = "Number of the posting") @RestPath long posting,
            @Parameter(description = "Candidates as the ERP's open items are known now") @RestQuery boolean fresh,
            @Parameter(
                            description =
                                    "Instead of them, the items of these invoice or customer numbers, with commas between them")
                    @RestQuery
                    Optional<String> search) {
        return answer(posting, new Sight(fresh, search));
    }

    @POST
    @Path("{posting}/allocate")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Say which open items the money is for",
            description = "One or several, each with its amount, of any customer of the target. Nothing may be left "
                    + "over, unless the rest stays on account.")
    @APIResponse(responseCode = "200", description = "The posting as it stands now")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "404", ref = "unknown")
    @APIResponse(responseCode = "409", ref = "conflict")
    @APIResponse(responseCode = "412", ref = "stale")
    @APIResponse(responseCode = "428", ref = "versionNeeded")
    public RestResponse<Item> allocate(
            @Parameter(description = "Number of the posting") @RestPath long posting, Allocate body) {
        var currency = desk.item(caller.actor(), posting, Sight.AS_ASKED)
                .posting()
                .line()
                .amount()
                .currency();
        reviews.answer(
                caller.actor(),
                new Reply(
                        posting,
                        caller.version(),
                        Answer.ALLOCATE,
                        body.reason(),
                        Optional.of(body.choice(currency)),
                        Optional.empty()));
        return answer(posting, Sight.AS_ASKED);
    }

    @POST
    @Path("{posting}/unapplied")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Leave the money on account",
            description = "It is recorded on account now, if it is not yet, and can be applied later.")
    @APIResponse(responseCode = "200", description = "The posting as it stands now")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "404", ref = "unknown")
    @APIResponse(responseCode = "409", ref = "conflict")
    @APIResponse(responseCode = "412", ref = "stale")
    @APIResponse(responseCode = "428", ref = "versionNeeded")
    public RestResponse<Item> unapplied(
            @Parameter(description = "Number of the posting") @RestPath long posting, Reason body) {
        return plain(posting, Answer.UNAPPLIED, body);
    }

    @POST
    @Path("{posting}/map")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Say which customer of the ERP the payer is",
            description = "The provider's customer is mapped for this and all later charges; this one is decided anew. "
                    + "Refused unless an open item of the target has this account id with this number, or the body "
                    + "says unchecked.")
    @APIResponse(responseCode = "200", description = "The posting as it stands now")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "404", ref = "unknown")
    @APIResponse(responseCode = "409", ref = "conflict")
    @APIResponse(responseCode = "412", ref = "stale")
    @APIResponse(responseCode = "428", ref = "versionNeeded")
    public RestResponse<Item> map(
            @Parameter(description = "Number of the posting") @RestPath long posting, Payer body) {
        reviews.answer(
                caller.actor(),
                new Reply(
                        posting,
                        caller.version(),
                        Answer.MAP,
                        body.reason(),
                        Optional.empty(),
                        Optional.of(body.account())));
        return answer(posting, Sight.AS_ASKED);
    }

    @POST
    @Path("{posting}/send-back")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Have it decided anew",
            description = "What people decided about it stands no more; what a person closed is open again.")
    @APIResponse(responseCode = "200", description = "The posting as it stands now")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "404", ref = "unknown")
    @APIResponse(responseCode = "409", ref = "conflict")
    @APIResponse(responseCode = "412", ref = "stale")
    @APIResponse(responseCode = "428", ref = "versionNeeded")
    public RestResponse<Item> sendBack(
            @Parameter(description = "Number of the posting") @RestPath long posting, Reason body) {
        return plain(posting, Answer.SEND_BACK, body);
    }

    @POST
    @Path("{posting}/close")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(summary = "Post nothing", description = "Only a person opens it again, by send-back.")
    @APIResponse(responseCode = "200", description = "The posting as it stands now")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "404", ref = "unknown")
    @APIResponse(responseCode = "409", ref = "conflict")
    @APIResponse(responseCode = "412", ref = "stale")
    @APIResponse(responseCode = "428", ref = "versionNeeded")
    public RestResponse<Item> close(
            @Parameter(description = "Number of the posting") @RestPath long posting, Reason body) {
        return plain(posting, Answer.CLOSE, body);
    }

    @POST
    @Path("{posting}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Let go on what a rule holds",
            description = "Only what a person may release: a dispute. It is decided anew without that rule.")
    @APIResponse(responseCode = "200", description = "The posting as it stands now")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "404", ref = "unknown")
    @APIResponse(responseCode = "409", ref = "conflict")
    @APIResponse(responseCode = "412", ref = "stale")
    @APIResponse(responseCode = "428", ref = "versionNeeded")
    public RestResponse<Item> release(
            @Parameter(description = "Number of the posting") @RestPath long posting, Reason body) {
        return plain(posting, Answer.RELEASE, body);
    }

    private RestResponse<Item> plain(long posting, Answer answer, Reason body) {
        reviews.answer(caller.actor(), Reply.plain(posting, caller.version(), answer, body.reason()));
        return answer(posting, Sight.AS_ASKED);
    }

    private RestResponse<Item> answer(long posting, Sight sight) {
        ReviewItem item = desk.item(caller.actor(), posting, sight);
        String version = Long.toString(item.posting().line().version());
        return RestResponse.ResponseBuilder.ok(Item.of(item))
                .tag(new EntityTag(version))
                .build();
    }
}
