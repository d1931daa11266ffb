package io.tieout.console;

import io.tieout.access.Role;
import io.tieout.connection.ChangeRefused;
import io.tieout.flow.Accepting;
import io.tieout.flow.AccountCorrection;
import io.tieout.flow.GivingUp;
import io.tieout.flow.Ruling;
import io.tieout.flow.WhatStands;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.view.PostingQueries;
import io.tieout.store.view.PostingStory;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The page on which a person decides about a posting that lives, or may live, in the target. */
@Path("/postings/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.VIEWER_NAME)
public class DecisionPages {
    private final BatchTemplates pages;
    private final PostingRows rows;
    private final PostingQueries postings;
    private final WhatStands stands;
    private final Accepting accepting;
    private final GivingUp givingUp;
    private final AccountCorrection correction;
    private final Visitors visitors;

    DecisionPages(
            BatchTemplates pages,
            PostingRows rows,
            PostingQueries postings,
            WhatStands stands,
            Accepting accepting,
            GivingUp givingUp,
            AccountCorrection correction,
            Visitors visitors) {
        this.pages = pages;
        this.rows = rows;
        this.postings = postings;
        this.stands = stands;
        this.accepting = accepting;
        this.givingUp = givingUp;
        this.correction = correction;
        this.visitors = visitors;
    }

    /** What the page says about an answer: that it was done, or why not. */
    public record Said(String done, String error) {
        static final Said NOTHING = new Said("", "");
    }

    @GET
    @Operation(hidden = true)
    public RestResponse<String> show(@RestPath long id) {
        return page(id, Said.NOTHING, RestResponse.Status.OK);
    }

    private RestResponse<String> page(long id, Said said, RestResponse.Status status) {
        Visitor visitor = visitors.visitor();
        Optional<PostingRow> row = rows.byId(visitor.tenant(), id)
                .filter(posting -> posting.batch().isPresent());
        Optional<PostingStory> story = postings.story(visitor.tenant(), id);
        if (row.isEmpty() || story.isEmpty()) {
            String missing = pages.missing()
                    .data("title", "Not found")
                    .data("visitor", visitor)
                    .render();
            return RestResponse.ResponseBuilder.create(RestResponse.Status.NOT_FOUND, missing)
                    .build();
        }
        Asked asked = ask(row.get());
        String shown = pages.decide()
                .data("title", "Posting " + row.get().reference())
                .data("visitor", visitor)
                .data("story", story.get())
                .data("choices", LiveChoices.of(row.get(), asked.seen()))
                .data("seen", asked.seen())
                .data("trouble", asked.trouble())
                .data("said", said)
                .render();
        return RestResponse.ResponseBuilder.create(status, shown).build();
    }

    /** What the target answered, or why it did not. */
    private record Asked(Optional<WhatStands.Seen> seen, String trouble) {}

    private Asked ask(PostingRow posting) {
        try {
            return new Asked(Optional.of(stands.read(posting)), "");
        } catch (RetryLater | NeedsPerson | NeverWorks e) {
            return new Asked(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    @POST
    @Path("{decision}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(hidden = true)
    public RestResponse<String> decide(
            @RestPath long id, @RestPath String decision, MultivaluedMap<String, String> form) {
        try {
            Ruling ruling = new Ruling(visitors.actor(), id, version(form), field(form, "reason"));
            return page(id, new Said(said(ruling, decision, form), ""), RestResponse.Status.OK);
        } catch (ChangeRefused | RetryLater | NeedsPerson | NeverWorks e) {
            return page(id, new Said("", String.valueOf(e.getMessage())), RestResponse.Status.CONFLICT);
        }
    }

    private String said(Ruling ruling, String decision, MultivaluedMap<String, String> form) {
        return switch (decision) {
            case "accept" -> {
                accepting.accept(ruling, field(form, "summary"));
                yield "Accepted: the posting is confirmed as the books hold it.";
            }
            case "give-up" ->
                givingUp.giveUp(ruling, field(form, "then").equals("decide")).words();
            case "post-again" -> givingUp.postAgain(ruling).words();
            case "correct-account" -> {
                correction.correct(ruling, new AccountCorrection.Correction(field(form, "from"), field(form, "to")));
                yield "The corrected rows are frozen, and are on their way.";
            }
            default -> throw ChangeRefused.unknown("decision", decision);
        };
    }

    private static OptionalLong version(MultivaluedMap<String, String> form) {
        try {
            return OptionalLong.of(Long.parseLong(field(form, "version")));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static String field(MultivaluedMap<String, String> form, String name) {
        return Optional.ofNullable(form.getFirst(name)).orElse("").strip();
    }
}
