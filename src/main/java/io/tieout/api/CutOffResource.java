package io.tieout.api;

import io.tieout.access.Role;
import io.tieout.connection.ChangeRefused;
import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.store.view.CutOff;
import io.tieout.store.view.CutOffQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /api/v1/links/{link}/cut-off}: what of a link is unposted at a day. */
@Path("/api/v1/links/{link}/cut-off")
@RolesAllowed(Role.VIEWER_NAME)
@Tag(name = "links")
public class CutOffResource {
    private final Links links;
    private final CutOffQueries queries;
    private final CutOffCsv csv;
    private final Caller caller;

    CutOffResource(Links links, CutOffQueries queries, CutOffCsv csv, Caller caller) {
        this.links = links;
        this.queries = queries;
        this.csv = csv;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "List what is unposted at a cut-off",
            description =
                    "Postings up to a day that are neither confirmed, ignored nor reversed now; text/csv gives the"
                            + " whole list, JSON the totals and a part of it, newest first.")
    @APIResponse(
            responseCode = "200",
            description = "Totals and a part of the list, or the whole list",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = CutOffJson.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "404", ref = "unknown")
    public CutOffJson json(
            @Parameter(description = "Key of the link") @RestPath String link,
            @Parameter(description = "The last day that counts, in the link's time zone", example = "2026-11-30")
                    @RestQuery
                    Optional<String> day,
            @Parameter(description = "Number that the part before named as next") @RestQuery Optional<Long> after,
            @Parameter(description = "At most so many, up to 200") @RestQuery @DefaultValue("50") int limit) {
        CutOff cutOff = cutOff(link, day);
        return CutOffJson.of(cutOff, queries.totals(cutOff), queries.page(cutOff, PageJson.cut(after, limit)));
    }

    @GET
    @Produces(CutOffCsv.TYPE)
    @Operation(hidden = true)
    public Response csv(@RestPath String link, @RestQuery Optional<String> day) {
        return csv.answer(cutOff(link, day));
    }

    private CutOff cutOff(String key, Optional<String> day) {
        Link link = links.byKey(caller.actor().tenant(), key).orElseThrow(() -> ChangeRefused.unknown("link", key));
        return new CutOff(link.id(), link.key(), day(day), link.policy().zone());
    }

    private static LocalDate day(Optional<String> text) {
        return text.flatMap(CutOff::day)
                .orElseThrow(() -> ChangeRefused.invalid("day", "must be a date, for example 2026-11-30"));
    }
}
