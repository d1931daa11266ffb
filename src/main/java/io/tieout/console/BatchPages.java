package io.tieout.console;

import io.tieout.access.Role;
import io.tieout.store.view.BatchDetails;
import io.tieout.store.view.BatchFilter;
import io.tieout.store.view.BatchLists;
import io.tieout.store.view.Cut;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The list of batches, and all that was done about one. */
@Path("/batches")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.VIEWER_NAME)
public class BatchPages {
    private static final int PART = 50;
    private static final List<String> STATES = List.of("FROZEN", "LOADED", "FAILED", "DONE");

    private final BatchTemplates pages;
    private final BatchLists lists;
    private final BatchDetails details;
    private final Visitors visitors;

    BatchPages(BatchTemplates pages, BatchLists lists, BatchDetails details, Visitors visitors) {
        this.pages = pages;
        this.lists = lists;
        this.details = details;
        this.visitors = visitors;
    }

    @GET
    @Operation(hidden = true)
    public String list(
            @RestQuery Optional<String> state,
            @RestQuery Optional<String> link,
            @RestQuery Optional<String> day,
            @RestQuery Optional<Long> after) {
        Visitor visitor = visitors.visitor();
        // The list of facts asks in the same way; a day takes the place of its text.
        Query query = Query.of(day, state, link);
        BatchFilter filter = new BatchFilter(
                query.stateIfAny(), query.linkIfAny(), query.textIfAny().flatMap(BatchPages::day));
        Cut cut = new Cut(after.map(OptionalLong::of).orElse(OptionalLong.empty()), PART);
        return pages.batches()
                .data("title", "Batches")
                .data("visitor", visitor)
                .data("query", query)
                .data("states", STATES)
                .data("page", lists.list(visitor.tenant(), filter, cut))
                .render();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public RestResponse<String> batch(@RestPath long id) {
        Visitor visitor = visitors.visitor();
        return details.of(visitor.tenant(), id)
                .map(detail -> RestResponse.ok(pages.batch()
                        .data("title", "Batch " + id)
                        .data("visitor", visitor)
                        .data("detail", detail)
                        .render()))
                .orElseGet(() -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.NOT_FOUND,
                                pages.missing()
                                        .data("title", "Not found")
                                        .data("visitor", visitor)
                                        .render())
                        .build());
    }
}
