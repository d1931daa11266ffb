package io.tieout.api;

import io.tieout.access.Role;
import io.tieout.connection.ChangeRefused;
import io.tieout.flow.Replay;
import io.tieout.store.view.FactFilter;
import io.tieout.store.view.FactQueries;
import io.tieout.store.view.StoryQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/v1/facts}: what is true at the providers, and what became of it. */
@Path("/api/v1/facts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@Tag(name = "facts", description = "What is true at the provider, and what became of it")
public class FactsResource {
    private final FactQueries facts;
    private final StoryQueries stories;
    private final Replay replay;
    private final Caller caller;

    FactsResource(FactQueries facts, StoryQueries stories, Replay replay, Caller caller) {
        this.facts = facts;
        this.stories = stories;
        this.replay = replay;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "List facts", description = "Newest first; each filter narrows the list.")
    @APIResponse(responseCode = "200", description = "A part of the facts")
    @APIResponse(responseCode = "400", ref = "invalid")
    public PageJson<FactJson.Line> list(
            @Parameter(description = "The provider's id of the object, its payment intent or an event") @RestQuery
                    Optional<String> providerId,
            @Parameter(description = "State of a posting") @RestQuery Optional<String> state,
            @Parameter(description = "Key of a link") @RestQuery Optional<String> link,
            @Parameter(description = "Number that the part before named as next") @RestQuery Optional<Long> after,
            @Parameter(description = "At most so many, up to 200") @RestQuery @DefaultValue("50") int limit) {
        FactFilter filter = new FactFilter(state.map(States::ofPosting), link, providerId, Optional.empty());
        return PageJson.of(facts.list(caller.actor().tenant(), filter, PageJson.cut(after, limit)), FactJson.Line::of);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read the story of a fact", description = "Events, object, postings, batches and audit trail.")
    @APIResponse(responseCode = "200", description = "The story")
    @APIResponse(responseCode = "404", ref = "unknown")
    public FactJson.Story get(@Parameter(description = "Number of the fact") @RestPath long id) {
        return stories.of(caller.actor().tenant(), id)
                .map(FactJson.Story::of)
                .orElseThrow(() -> ChangeRefused.unknown("fact", Long.toString(id)));
    }

    @POST
    @Path("{id}/replay")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Look at a fact again",
            description = "It is fetched, matched and looked up in the target anew, soon. Works in every state, sets "
                    + "none and never doubles an effect.")
    @APIResponse(responseCode = "202", description = "It will be looked at")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<Void> replay(@Parameter(description = "Number of the fact") @RestPath long id) {
        replay.fact(caller.actor(), id);
        return RestResponse.accepted();
    }
}
