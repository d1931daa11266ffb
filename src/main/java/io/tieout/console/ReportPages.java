package io.tieout.console;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.tieout.access.Role;
import io.tieout.audit.Head;
import io.tieout.audit.Verifier;
import io.tieout.store.view.Cut;
import io.tieout.store.view.ReportQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** Frozen completeness reports, to look at and to take away. */
@Path("/reports")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.VIEWER_NAME)
public class ReportPages {
    private static final int PART = 50;

    private final Template page;
    private final ReportQueries reports;
    private final Verifier verifier;
    private final Visitors visitors;

    ReportPages(
            @Location("console/reports.html") Template page,
            ReportQueries reports,
            Verifier verifier,
            Visitors visitors) {
        this.page = page;
        this.reports = reports;
        this.verifier = verifier;
        this.visitors = visitors;
    }

    @GET
    @Operation(hidden = true)
    public String list(@RestQuery Optional<Long> after) {
        Visitor visitor = visitors.visitor();
        Cut cut = new Cut(after.map(OptionalLong::of).orElse(OptionalLong.empty()), PART);
        return page.data("title", "Completeness reports")
                .data("visitor", visitor)
                .data(
                        "head",
                        verifier.head(visitor.tenant()).map(Head::toString).orElse(""))
                .data("page", reports.list(visitor.tenant(), Optional.empty(), Optional.empty(), cut))
                .render();
    }
}
