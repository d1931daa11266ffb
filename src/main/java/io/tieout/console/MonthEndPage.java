package io.tieout.console;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.tieout.access.Role;
import io.tieout.api.CutOffCsv;
import io.tieout.store.view.Cut;
import io.tieout.store.view.CutOff;
import io.tieout.store.view.CutOffQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** What is unposted at a cut-off: totals, the newest lines, and the whole list to save. */
@Path("/month-end")
@RolesAllowed(Role.VIEWER_NAME)
public class MonthEndPage {
    private static final Cut PART = new Cut(OptionalLong.empty(), 100);

    private final Template page;
    private final CutOffQueries queries;
    private final Cuts cuts;
    private final CutOffCsv csv;
    private final Visitors visitors;

    MonthEndPage(
            @Location("console/month-end.html") Template page,
            CutOffQueries queries,
            Cuts cuts,
            CutOffCsv csv,
            Visitors visitors) {
        this.page = page;
        this.queries = queries;
        this.cuts = cuts;
        this.csv = csv;
        this.visitors = visitors;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public String show(@RestQuery Optional<String> link, @RestQuery Optional<String> day) {
        List<String> keys = cuts.keys(visitors.actor());
        Optional<CutOff> cutOff =
                cuts.find(visitors.actor(), link.or(() -> keys.stream().findFirst()), day);
        return page.data("title", "Month end")
                .data("visitor", visitors.visitor())
                .data("links", keys)
                .data("cutOff", cutOff)
                .data("totals", cutOff.map(queries::totals).orElse(List.of()))
                .data("page", cutOff.map(asked -> queries.page(asked, PART)))
                .render();
    }

    @GET
    @Path("cut-off.csv")
    @Operation(hidden = true)
    public Response download(@RestQuery Optional<String> link, @RestQuery Optional<String> day) {
        return cuts.find(visitors.actor(), link, day)
                .map(csv::answer)
                .orElseGet(() -> Response.status(Response.Status.NOT_FOUND).build());
    }
}
