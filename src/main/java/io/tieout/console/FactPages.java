package io.tieout.console;

import io.tieout.access.Role;
import io.tieout.flow.Replay;
import io.tieout.store.view.AuditLine;
import io.tieout.store.view.Cut;
import io.tieout.store.view.FactFilter;
import io.tieout.store.view.FactQueries;
import io.tieout.store.view.FactStory;
import io.tieout.store.view.StoryQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The list of facts, and the story of one. */
@Path("/facts")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.VIEWER_NAME)
public class FactPages {
    private static final int PART = 50;
    private static final List<String> STATES = List.of(
            "WAITING",
            "MATCHED",
            "SENDING",
            "SENT",
            "CONFIRMED",
            "HELD",
            "REVIEW",
            "GONE",
            "DEAD",
            "IGNORED",
            "REVERSED");

    private final FactTemplates pages;
    private final FactQueries facts;
    private final StoryQueries stories;
    private final Replay replay;
    private final Visitors visitors;

    FactPages(FactTemplates pages, FactQueries facts, StoryQueries stories, Replay replay, Visitors visitors) {
        this.pages = pages;
        this.facts = facts;
        this.stories = stories;
        this.replay = replay;
        this.visitors = visitors;
    }

    @GET
    @Operation(hidden = true)
    public String list(
            @RestQuery Optional<String> text,
            @RestQuery Optional<String> state,
            @RestQuery Optional<String> link,
            @RestQuery Optional<Long> after) {
        Visitor visitor = visitors.visitor();
        Query query = Query.of(text, state, link);
        FactFilter filter = new FactFilter(query.stateIfAny(), query.linkIfAny(), Optional.empty(), query.textIfAny());
        Cut cut = new Cut(after.map(OptionalLong::of).orElse(OptionalLong.empty()), PART);
        return pages.facts()
                .data("title", "Facts")
                .data("visitor", visitor)
                .data("query", query)
                .data("states", STATES)
                .data("page", facts.list(visitor.tenant(), filter, cut))
                .render();
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public RestResponse<String> story(@RestPath long id, @RestQuery Optional<String> replayed) {
        Visitor visitor = visitors.visitor();
        return stories.of(visitor.tenant(), id)
                .map(story -> RestResponse.ok(render(story, visitor, replayed.isPresent())))
                .orElseGet(() -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.NOT_FOUND,
                                pages.missing()
                                        .data("title", "Not found")
                                        .data("visitor", visitor)
                                        .render())
                        .build());
    }

    private String render(FactStory story, Visitor visitor, boolean replayed) {
        return pages.story()
                .data("title", story.line().type() + " " + story.line().providerId())
                .data("visitor", visitor)
                .data("story", story)
                .data("books", books(story))
                .data("replayed", replayed)
                .render();
    }

    /** The lines that the latest reading of the books found, for each posting. */
    private static List<String> books(FactStory story) {
        return story.postings().stream()
                .flatMap(posting -> story.audit().stream()
                        .filter(entry -> entry.posting()
                                .equals(OptionalLong.of(posting.line().id())))
                        .filter(entry -> !entry.ledgerLines().isEmpty())
                        .reduce((earlier, later) -> later)
                        .map(AuditLine::ledgerLines)
                        .stream())
                .flatMap(List::stream)
                .toList();
    }

    @POST
    @Path("{id}/replay")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(hidden = true)
    public RestResponse<Void> replay(@RestPath long id) {
        replay.fact(visitors.actor(), id);
        return RestResponse.seeOther(URI.create("/facts/" + id + "?replayed=yes"));
    }
}
