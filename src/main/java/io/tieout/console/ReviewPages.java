package io.tieout.console;

import io.tieout.access.Role;
import io.tieout.connection.ChangeRefused;
import io.tieout.connection.ChangeRefused.Kind;
import io.tieout.flow.ReviewDesk;
import io.tieout.flow.ReviewDesk.Sight;
import io.tieout.flow.ReviewItem;
import io.tieout.flow.Reviews;
import io.tieout.store.view.Cut;
import io.tieout.store.view.ReviewKind;
import io.tieout.store.view.ReviewQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The queue of questions, and one of them with its candidates and answers. */
@Path("/reviews")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.VIEWER_NAME)
public class ReviewPages {
    private static final int PART = 50;

    private final ReviewTemplates pages;
    private final ReviewQueries queue;
    private final ReviewDesk desk;
    private final Reviews reviews;
    private final Visitors visitors;

    ReviewPages(ReviewTemplates pages, ReviewQueries queue, ReviewDesk desk, Reviews reviews, Visitors visitors) {
        this.pages = pages;
        this.queue = queue;
        this.desk = desk;
        this.reviews = reviews;
        this.visitors = visitors;
    }

    @GET
    @Operation(hidden = true)
    public String list(
            @RestQuery Optional<String> kind,
            @RestQuery Optional<String> link,
            @RestQuery Optional<String> currency,
            @RestQuery Optional<String> days,
            @RestQuery Optional<Long> after) {
        Visitor visitor = visitors.visitor();
        ReviewQuery query = ReviewQuery.of(kind, link, currency, days);
        Cut cut = new Cut(after.map(OptionalLong::of).orElse(OptionalLong.empty()), PART);
        return pages.queue()
                .data("title", "Reviews")
                .data("visitor", visitor)
                .data("query", query)
                .data("kinds", ReviewKind.values())
                .data("list", queue.list(visitor.tenant(), query.filter(), cut))
                .render();
    }

    @GET
    @Path("{posting}")
    @Operation(hidden = true)
    public RestResponse<String> item(
            @RestPath long posting,
            @RestQuery Optional<String> fresh,
            @RestQuery Optional<String> search,
            @RestQuery Optional<String> done) {
        Sight sight = new Sight(fresh.isPresent(), search.filter(text -> !text.isBlank()));
        try {
            return RestResponse.ok(render(posting, sight, done.isPresent(), List.of()));
        } catch (ChangeRefused refused) {
            return page(
                    RestResponse.Status.NOT_FOUND,
                    pages.missing()
                            .data("title", "Not found")
                            .data("visitor", visitors.visitor())
                            .render());
        }
    }

    @POST
    @Path("{posting}/{answer}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(hidden = true)
    public RestResponse<String> answer(
            @RestPath long posting, @RestPath String answer, MultivaluedMap<String, String> fields) {
        try {
            Currency currency = desk.item(visitors.actor(), posting, Sight.AS_ASKED)
                    .posting()
                    .line()
                    .amount()
                    .currency();
            reviews.answer(visitors.actor(), new ReviewForm(fields).reply(posting, answer, currency));
            return RestResponse.seeOther(URI.create("/reviews/" + posting + "?done=yes"));
        } catch (ChangeRefused refused) {
            if (refused.kind() == Kind.UNKNOWN) {
                throw refused;
            }
            RestResponse.Status status = refused.kind() == Kind.INVALID
                    ? RestResponse.Status.BAD_REQUEST
                    : refused.kind() == Kind.STALE
                            ? RestResponse.Status.PRECONDITION_FAILED
                            : RestResponse.Status.CONFLICT;
            return page(status, render(posting, Sight.AS_ASKED, false, told(refused)));
        }
    }

    private static List<String> told(ChangeRefused refused) {
        return refused.problems().isEmpty()
                ? List.of(String.valueOf(refused.getMessage()))
                : refused.problems().stream()
                        .map(problem -> problem.field() + ": " + problem.message())
                        .toList();
    }

    private static RestResponse<String> page(RestResponse.Status status, String page) {
        return RestResponse.ResponseBuilder.create(status, page).build();
    }

    private String render(long posting, Sight sight, boolean done, List<String> errors) {
        Visitor visitor = visitors.visitor();
        ReviewItem item = desk.item(visitors.actor(), posting, sight);
        return pages.item()
                .data(
                        "title",
                        "Review of " + item.charge().line().type() + " "
                                + item.charge().line().providerId())
                .data("visitor", visitor)
                .data("item", item)
                .data("search", sight.search().orElse(""))
                .data("fresh", sight.fresh())
                .data("done", done)
                .data("errors", errors)
                .render();
    }
}
