package io.tieout.api;

import io.tieout.access.Role;
import io.tieout.connection.ChangeRefused;
import io.tieout.store.view.BatchDetails;
import io.tieout.store.view.BatchFilter;
import io.tieout.store.view.BatchLists;
import io.tieout.store.view.BatchQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /api/v1/batches}: postings that are loaded and imported together. */
@Path("/api/v1/batches")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@Tag(name = "batches", description = "Postings that are loaded and imported together")
public class BatchesResource {
    private final BatchQueries batches;
    private final BatchLists lists;
    private final BatchDetails details;
    private final Caller caller;

    BatchesResource(BatchQueries batches, BatchLists lists, BatchDetails details, Caller caller) {
        this.batches = batches;
        this.lists = lists;
        this.details = details;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "List batches", description = "Newest first; each filter narrows the list.")
    @APIResponse(responseCode = "200", description = "A part of the batches")
    @APIResponse(responseCode = "400", ref = "invalid")
    public PageJson<BatchLineJson> list(
            @Parameter(description = "FROZEN, LOADED, FAILED or DONE") @RestQuery Optional<String> state,
            @Parameter(description = "Key of a link") @RestQuery Optional<String> link,
            @Parameter(description = "Accounting date, for example 2026-11-20") @RestQuery Optional<String> day,
            @Parameter(description = "Number that the part before named as next") @RestQuery Optional<Long> after,
            @Parameter(description = "At most so many, up to 200") @RestQuery @DefaultValue("50") int limit) {
        BatchFilter filter = new BatchFilter(state.map(States::ofBatch), link, day.map(BatchesResource::day));
        return PageJson.of(lists.list(caller.actor().tenant(), filter, PageJson.cut(after, limit)), BatchLineJson::of);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw ChangeRefused.invalid("day", "must be a date, for example 2026-11-20");
        }
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

    @GET
    @Path("{id}/detail")
    @Operation(
            summary = "Read all that was done about a batch",
            description = "Its postings with their versions, requests in the ERP's words, splits, amendments and audit"
                    + " trail.")
    @APIResponse(responseCode = "200", description = "The batch")
    @APIResponse(responseCode = "404", ref = "unknown")
    public BatchDetailJson detail(@Parameter(description = "Number of the batch") @RestPath long id) {
        return details.of(caller.actor().tenant(), id)
                .map(BatchDetailJson::of)
                .orElseThrow(() -> ChangeRefused.unknown("batch", Long.toString(id)));
    }
}
