package io.tieout.api;

import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.tieout.access.Role;
import io.tieout.api.LinkJson.Draft;
import io.tieout.api.LinkJson.Shown;
import io.tieout.connection.LinkEditor;
import io.tieout.connection.LinkView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/v1/links}: flows between connections of the caller's tenant. */
@Path("/api/v1/links")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@CustomDeserialization(StrictJson.class)
@Tag(
        name = "links",
        description = "Flows between two connections; never deleted, since postings are identified by them")
public class LinksResource {
    private final LinkEditor editor;
    private final Caller caller;

    LinksResource(LinkEditor editor, Caller caller) {
        this.editor = editor;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "List the links", description = "By key.")
    @APIResponse(responseCode = "200", description = "The links")
    public List<Shown> list() {
        return editor.list(caller.actor()).stream().map(Shown::of).toList();
    }

    @GET
    @Path("{key}")
    @Operation(summary = "Read a link", description = "The ETag is its version.")
    @APIResponse(responseCode = "200", description = "The link")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<Shown> get(@Parameter(description = "Key of the link") @RestPath String key) {
        return answer(editor.get(caller.actor(), key));
    }

    @PUT
    @Path("{key}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(
            summary = "Add a link or change its settings",
            description = "The ERP is asked about ledger and accounts first: accounts that can't be posted to are "
                    + "refused, and control accounts of a subledger unless allowControlAccount is set. The same "
                    + "settings again change nothing. A change sends If-Match.")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            description = "Version that is changed; not for a new link",
            schema = @Schema(implementation = String.class))
    @APIResponse(responseCode = "200", description = "The link as it stands now")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "409", ref = "conflict")
    @APIResponse(responseCode = "428", ref = "versionNeeded")
    @APIResponse(responseCode = "503", ref = "unreachable")
    public RestResponse<Shown> put(
            @Parameter(description = "1 to 63 lower-case letters, digits and dashes") @RestPath String key,
            Draft draft) {
        LinkEditor.Draft content = new LinkEditor.Draft(draft.flow(), draft.source(), draft.target(), draft.settings());
        return answer(editor.save(caller.actor(), key, content, caller.version()));
    }

    @POST
    @Path("{key}/pause")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(summary = "Let the link's work wait", description = "Events are kept; nothing is posted.")
    @APIResponse(responseCode = "200", description = "The link")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<Shown> pause(@Parameter(description = "Key of the link") @RestPath String key) {
        return answer(editor.pause(caller.actor(), key, true));
    }

    @POST
    @Path("{key}/resume")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(summary = "Let a paused link go on")
    @APIResponse(responseCode = "200", description = "The link")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<Shown> resume(@Parameter(description = "Key of the link") @RestPath String key) {
        return answer(editor.pause(caller.actor(), key, false));
    }

    @POST
    @Path("{key}/enable")
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(summary = "Switch the link on")
    @APIResponse(responseCode = "200", description = "The link")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<Shown> enable(@Parameter(description = "Key of the link") @RestPath String key) {
        return answer(editor.enable(caller.actor(), key, true));
    }

    @POST
    @Path("{key}/disable")
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(summary = "Switch the link off", description = "Its events are kept and wait.")
    @APIResponse(responseCode = "200", description = "The link")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<Shown> disable(@Parameter(description = "Key of the link") @RestPath String key) {
        return answer(editor.enable(caller.actor(), key, false));
    }

    private static RestResponse<Shown> answer(LinkView view) {
        return RestResponse.ResponseBuilder.ok(Shown.of(view))
                .tag(new EntityTag(Integer.toString(view.version())))
                .build();
    }
}
