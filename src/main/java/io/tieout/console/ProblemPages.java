package io.tieout.console;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.tieout.api.Problems.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What goes wrong behind a page is a page, too; behind the API, and to programs, it stays a problem in JSON. */
public class ProblemPages {
    private final Template page;

    ProblemPages(@Location("problem.html") Template page) {
        this.page = page;
    }

    @ServerResponseFilter
    void show(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem problem && isPage(request)) {
            String html = page.data("problem", problem).render();
            response.setEntity(html, response.getEntityAnnotations(), MediaType.TEXT_HTML_TYPE);
        }
    }

    /** Browsers ask for HTML before anything else. */
    private static boolean isPage(ContainerRequestContext request) {
        return !request.getUriInfo().getPath().startsWith("/api/")
                && request.getAcceptableMediaTypes().get(0).getSubtype().equals("html");
    }
}
