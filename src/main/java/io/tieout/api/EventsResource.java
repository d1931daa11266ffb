package io.tieout.api;

import io.tieout.access.Role;
import io.tieout.flow.Replay;
import io.tieout.store.view.EventQueries;
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

/** {@code /api/v1/events}: notifications that led to nothing. */
@Path("/api/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@Tag(name = "events", description = "Notifications and polled records that led to nothing")
public class EventsResource {
    private final EventQueries events;
    private final Replay replay;
    private final Caller caller;

    EventsResource(EventQueries events, Replay replay, Caller caller) {
        this.events = events;
        this.replay = replay;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List events that were set aside",
            description = "Newest first, each with its reason; events that are done are found by their fact.")
    @APIResponse(responseCode = "200", description = "A part of the events")
    @APIResponse(responseCode = "400", ref = "invalid")
    public PageJson<EventJson> list(
            @Parameter(description = "IGNORED or DEAD") @RestQuery @DefaultValue("DEAD") String state,
            @Parameter(description = "Number that the part before named as next") @RestQuery Optional<Long> after,
            @Parameter(description = "At most so many, up to 200") @RestQuery @DefaultValue("50") int limit) {
        return PageJson.of(
                events.aside(caller.actor().tenant(), States.ofEvent(state), PageJson.cut(after, limit)),
                EventJson::of);
    }

    @POST
    @Path("{id}/replay")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(summary = "Queue an ignored or dead event again")
    @APIResponse(responseCode = "202", description = "It is queued")
    @APIResponse(responseCode = "404", ref = "unknown")
    @APIResponse(responseCode = "409", ref = "conflict")
    public RestResponse<Void> replay(@Parameter(description = "Number of the event") @RestPath long id) {
        replay.event(caller.actor(), id);
        return RestResponse.accepted();
    }
}
