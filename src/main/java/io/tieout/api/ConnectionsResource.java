package io.tieout.api;

import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.tieout.access.Role;
import io.tieout.api.ConnectionJson.Credentials;
import io.tieout.api.ConnectionJson.Draft;
import io.tieout.api.ConnectionJson.Pinged;
import io.tieout.api.ConnectionJson.Shown;
import io.tieout.connection.ConnectionEditor;
import io.tieout.connection.ConnectionView;
import io.tieout.connection.Pings;
import io.tieout.connection.Secrets;
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

/** {@code /api/v1/connections}: remote systems of the caller's tenant. */
@Path("/api/v1/connections")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@CustomDeserialization(StrictJson.class)
@Tag(name = "connections", description = "Remote systems: address, settings and write-only credentials")
public class ConnectionsResource {
    private final ConnectionEditor editor;
    private final Pings pings;
    private final Caller caller;

    ConnectionsResource(ConnectionEditor editor, Pings pings, Caller caller) {
        this.editor = editor;
        this.pings = pings;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "List the connections", description = "By name.")
    @APIResponse(responseCode = "200", description = "The connections")
    public List<Shown> list() {
        return editor.list(caller.actor()).stream().map(Shown::of).toList();
    }

    @GET
    @Path("{name}")
    @Operation(summary = "Read a connection", description = "The ETag is its version.")
    @APIResponse(responseCode = "200", description = "The connection")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<Shown> get(@Parameter(description = "Name of the connection") @RestPath String name) {
        return answer(editor.get(caller.actor(), name));
    }

    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(
            summary = "Add or change a connection",
            description = "The same content again changes nothing. A change of address or settings sends If-Match. "
                    + "Account and livemode of a connection that a link uses can't change, and an account in one mode "
                    + "belongs to one connection. Another host in the address drops the credentials.")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            description = "Version that is changed; not for a new connection",
            schema = @Schema(implementation = String.class))
    @APIResponse(responseCode = "200", description = "The connection as it stands now")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "409", ref = "conflict")
    @APIResponse(responseCode = "428", ref = "versionNeeded")
    public RestResponse<Shown> put(
            @Parameter(description = "1 to 63 lower-case letters, digits and dashes") @RestPath String name,
            Draft draft) {
        ConnectionEditor.Draft content = new ConnectionEditor.Draft(draft.system(), draft.baseUrl(), draft.settings());
        return answer(editor.save(caller.actor(), name, content, caller.version()));
    }

    @PUT
    @Path("{name}/credentials")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(
            summary = "Replace the credentials",
            description = "They are sealed and never shown again. Lets a stopped connection work again.")
    @APIResponse(responseCode = "200", description = "The connection, with names and version of its credentials")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<Shown> credentials(
            @Parameter(description = "Name of the connection") @RestPath String name, Credentials credentials) {
        return answer(editor.credentials(caller.actor(), name, new Secrets(credentials.credentials())));
    }

    @POST
    @Path("{name}/ping")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Try the connection",
            description = "Logs in and reads, step by step; changes nothing there. Works on a stopped one too.")
    @APIResponse(responseCode = "200", description = "What was tried, also when a step failed")
    @APIResponse(responseCode = "404", ref = "unknown")
    @APIResponse(responseCode = "503", ref = "unreachable")
    public Pinged ping(@Parameter(description = "Name of the connection") @RestPath String name) {
        return Pinged.of(pings.ping(caller.actor(), name));
    }

    @POST
    @Path("{name}/resume")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Let a stopped connection work again",
            description = "With the credentials that it has: use it when they were right and the remote system erred.")
    @APIResponse(responseCode = "200", description = "The connection")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<Shown> resume(@Parameter(description = "Name of the connection") @RestPath String name) {
        return answer(editor.resume(caller.actor(), name));
    }

    @POST
    @Path("{name}/enable")
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(summary = "Switch the connection on")
    @APIResponse(responseCode = "200", description = "The connection")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<Shown> enable(@Parameter(description = "Name of the connection") @RestPath String name) {
        return answer(editor.enable(caller.actor(), name, true));
    }

    @POST
    @Path("{name}/disable")
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(summary = "Switch the connection off", description = "Its work is kept and waits.")
    @APIResponse(responseCode = "200", description = "The connection")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<Shown> disable(@Parameter(description = "Name of the connection") @RestPath String name) {
        return answer(editor.enable(caller.actor(), name, false));
    }

    private static RestResponse<Shown> answer(ConnectionView view) {
        return RestResponse.ResponseBuilder.ok(Shown.of(view))
                .tag(new EntityTag(Integer.toString(view.version())))
                .build();
    }
}
