package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.access.Role;
import io.tieout.store.watch.AlertRow;
import io.tieout.store.watch.AlertRows;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /api/v1/alerts}: what a person should look at now. */
@Path("/api/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@Tag(name = "alerts", description = "What a person should look at")
public class AlertsResource {
    private static final int MOST = 500;

    private final AlertRows rows;
    private final Caller caller;

    AlertsResource(AlertRows rows, Caller caller) {
        this.rows = rows;
        this.caller = caller;
    }

    /** An alert. */
    @Schema(name = "Alert", description = "Something that a person should look at")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Shown(
            @Schema(description = "Number") long id,

            @Schema(description = "Fixed short form", examples = "connection-stopped")
            String kind,

            @Schema(description = "What it is about, for example connection:3")
            String subject,

            @Schema(description = "In words") String text,

            @Schema(description = "Since when") Instant raised,

            @Schema(description = "When it was over; absent while it is open")
            Optional<Instant> cleared) {

        static Shown of(AlertRow row) {
            return new Shown(row.id(), row.kind(), row.subject(), row.text(), row.raised(), row.cleared());
        }
    }

    @GET
    @Operation(summary = "List alerts", description = "Newest first, at most 500.")
    @APIResponse(responseCode = "200", description = "The alerts")
    public List<Shown> list(
            @Parameter(description = "true lists those that are over too") @RestQuery @DefaultValue("false")
                    boolean cleared) {
        return rows.latest(caller.actor().tenant(), cleared, MOST).stream()
                .map(Shown::of)
                .toList();
    }
}
