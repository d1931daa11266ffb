package io.tieout.api;

import io.tieout.access.Role;
import io.tieout.connection.ChangeRefused;
import io.tieout.store.view.BatchQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /api/v1/batches}: postings that are loaded and imported together. */
@Path("/api/v1/batches")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@Tag(name = "batches", description = "Postings that are loaded and imported together")
public class BatchesResource {
    private final BatchQueries batches;
    private final Caller caller;

    BatchesResource(BatchQueries batches, Caller caller) {
        this.batches = batches;
        this.caller = caller;
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a batch", description = "With its import runs and postings.")
    @APIResponse(responseCode = "200", description = "The batch")
    @APIResponse(responseCode = "404", ref = "unknown")
    public BatchJson get(@Parameter(description = "Number of the batch") @RestPath long id) {
        return batches.byId(caller.actor().tenant(), id)
                .map(BatchJson::of)
                .orElseThrow(() -> ChangeRefused.unknown("batch", Long.toString(id)));
    }
}
