package io.tieout.console;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.tieout.access.Role;
import io.tieout.flow.Replay;
import io.tieout.store.view.Cut;
import io.tieout.store.view.EventQueries;
import io.tieout.store.view.EventQueries.Aside;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Events that were ignored or are dead letters. */
@Path("/events")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.VIEWER_NAME)
public class EventPages {
    private static final int PART = 50;

    private final Template page;
    private final EventQueries events;
    private final Replay replay;
    private final Visitors visitors;

    EventPages(@Location("console/events.html") Template page, EventQueries events, Replay replay, Visitors visitors) {
        this.page = page;
        this.events = events;
        this.replay = replay;
        this.visitors = visitors;
    }

    @GET
    @Operation(hidden = true)
    public String list(@RestQuery Optional<String> state, @RestQuery Optional<Long> after) {
        Visitor visitor = visitors.visitor();
        Aside aside = aside(state);
        Cut cut = new Cut(after.map(OptionalLong::of).orElse(OptionalLong.empty()), PART);
        return page.data("title", aside == Aside.DEAD ? "Dead events" : "Ignored events")
                .data("visitor", visitor)
                .data("state", aside.name())
                .data("page", events.aside(visitor.tenant(), aside, cut))
                .render();
    }

    @POST
    @Path("{id}/replay")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(hidden = true)
    public RestResponse<Void> replay(@RestPath long id, @RestForm Optional<String> state) {
        replay.event(visitors.actor(), id);
        return RestResponse.seeOther(URI.create("/events?state=" + aside(state).name()));
    }

    private static Aside aside(Optional<String> state) {
        return state.filter(Aside.IGNORED.name()::equals).isPresent() ? Aside.IGNORED : Aside.DEAD;
    }
}
