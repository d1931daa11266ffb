package io.tieout.api;

import io.tieout.access.Role;
import io.tieout.connection.ChangeRefused;
import io.tieout.store.view.PostingQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /api/v1/postings}: effects of facts on targets. */
@Path("/api/v1/postings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@Tag(name = "postings", description = "Effects of facts on targets")
public class PostingsResource {
    private final PostingQueries postings;
    private final Caller caller;

    PostingsResource(PostingQueries postings, Caller caller) {
        this.postings = postings;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "List the postings in a state", description = "Those of the newest facts first.")
    @APIResponse(responseCode = "200", description = "A part of the postings")
    @APIResponse(responseCode = "400", ref = "invalid")
    public PageJson<PostingJson.Line> list(
            @Parameter(description = "State of the postings") @RestQuery @DefaultValue("REVIEW") String state,
            @Parameter(description = "Number that the part before named as next") @RestQuery Optional<Long> after,
            @Parameter(description = "At most so many, up to 200") @RestQuery @DefaultValue("50") int limit) {
        return PageJson.of(
                postings.inState(caller.actor().tenant(), States.ofPosting(state), PageJson.cut(after, limit)),
                PostingJson.Line::of);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a posting", description = "With its allocation, evidence and journal.")
    @APIResponse(responseCode = "200", description = "The posting")
    @APIResponse(responseCode = "404", ref = "unknown")
    public PostingJson.Story get(@Parameter(description = "Number of the posting") @RestPath long id) {
        return postings.story(caller.actor().tenant(), id)
                .map(PostingJson.Story::of)
                .orElseThrow(() -> ChangeRefused.unknown("posting", Long.toString(id)));
    }
}
