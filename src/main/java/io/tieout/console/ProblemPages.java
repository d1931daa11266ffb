package io.tieout.console;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.tieout.api.Problems.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Stream;
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
            response.setEntity(html(problem), response.getEntityAnnotations(), MediaType.TEXT_HTML_TYPE);
        }
    }

    private String html(Problem problem) {
        List<String> lines = Stream.concat(
                        Stream.of(problem.detail()).filter(detail -> !detail.equals(problem.title())),
                        problem.errors().stream().map(error -> error.field() + " " + error.message()))
                .toList();
        return page.data("title", problem.title()).data("lines", lines).render();
    }

    /** Browsers ask for HTML before anything else. */
    private static boolean isPage(ContainerRequestContext request) {
        return !request.getUriInfo().getPath().startsWith("/api/")
                && request.getAcceptableMediaTypes().get(0).getSubtype().equals("html");
    }
}
