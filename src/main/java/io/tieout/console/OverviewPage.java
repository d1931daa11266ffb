package io.tieout.console;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.tieout.access.Role;
import io.tieout.store.view.OverviewQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The first page: where the work stands. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.VIEWER_NAME)
public class OverviewPage {
    private final Template page;
    private final OverviewQueries overview;
    private final Visitors visitors;

    OverviewPage(@Location("console/overview.html") Template page, OverviewQueries overview, Visitors visitors) {
        this.page = page;
        this.overview = overview;
        this.visitors = visitors;
    }

    @GET
    @Operation(hidden = true)
    public String show() {
        Visitor visitor = visitors.visitor();
        return page.data("title", "Overview")
                .data("visitor", visitor)
                .data("overview", overview.of(visitor.tenant()))
                .render();
    }
}
