package io.tieout.api;

import io.tieout.access.Role;
import io.tieout.store.view.Overview;
import io.tieout.store.view.OverviewQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/overview}: where the work stands. */
@Path("/api/v1/overview")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@Tag(name = "overview", description = "Where the work stands")
public class OverviewResource {
    private final OverviewQueries overview;
    private final Caller caller;

    OverviewResource(OverviewQueries overview, Caller caller) {
        this.overview = overview;
        this.caller = caller;
    }

    /** The overview as the API writes it. */
    @Schema(name = "Overview", description = "Counts and amounts of the caller's tenant")
    record Shown(
            @Schema(description = "Postings by state and currency; each fact counts once")
            List<Total> postings,

            @Schema(description = "Postings that apply later what was recorded on account, beside the others")
            List<Total> onAccount,

            @Schema(description = "Events that are not done, by state")
            List<Count> events,

            @Schema(description = "Open alerts, newest first, at most 50")
            List<AlertsResource.Shown> alerts) {}

    /** Postings of one state and currency. */
    @Schema(name = "Total", description = "Postings of one state and currency")
    record Total(String state, long count, AmountJson amount) {}

    /** Events of one state. */
    @Schema(name = "Count", description = "Events of one state")
    record Count(String state, long count) {}

    private static List<Total> totals(List<Overview.StateTotal> totals) {
        return totals.stream()
                .map(total -> new Total(total.state(), total.count(), AmountJson.of(total.amount())))
                .toList();
    }

    @GET
    @Operation(summary = "Count postings and events")
    @APIResponse(responseCode = "200", description = "The overview")
    public Shown get() {
        Overview found = overview.of(caller.actor().tenant());
        return new Shown(
                totals(found.postings()),
                totals(found.onAccount()),
                found.events().stream()
                        .map(count -> new Count(count.state(), count.count()))
                        .toList(),
                found.alerts().stream().map(AlertsResource.Shown::of).toList());
    }
}
