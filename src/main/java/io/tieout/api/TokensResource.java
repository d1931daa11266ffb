package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.tieout.access.Role;
import io.tieout.access.Tokens;
import io.tieout.connection.ChangeRefused;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /api/v1/tokens}: API tokens of the caller's tenant. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN_NAME)
@CustomDeserialization(StrictJson.class)
@Tag(name = "tokens", description = "API tokens; only their hashes are kept")
public class TokensResource {
    private static final int CREATED = 201;

    private final Tokens tokens;
    private final Caller caller;

    TokensResource(Tokens tokens, Caller caller) {
        this.tokens = tokens;
        this.caller = caller;
    }

    /** What a POST brings. */
    @Schema(name = "TokenDraft", description = "A token as you ask for it")
    record Draft(
            @Schema(description = "Name for people; stands in the audit trail", examples = "nightly export")
            String name,

            @Schema(description = "What it may do: admin, operator or viewer", examples = "viewer")
            String role) {}

    /** A token without its value. */
    @Schema(name = "Token", description = "An API token, without its value")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Shown(
            @Schema(description = "Number, by which it is revoked")
            long id,

            @Schema(description = "Name for people") String name,

            @Schema(description = "What it may do") String role,

            @Schema(description = "Since when") Instant created,

            @Schema(description = "Since when it opens nothing any more; absent while it works")
            Optional<Instant> revoked) {

        static Shown of(Tokens.View view) {
            return new Shown(view.id(), view.name(), view.role(), view.created(), view.revoked());
        }
    }

    /** A new token with its value. */
    @Schema(name = "NewToken", description = "A new token")
    record Created(
            @Schema(description = "The value, shown only now: send it as Authorization: Bearer")
            String token,

            @Schema(description = "What is kept of it") Shown about) {

        @Override
        public String toString() {
            return "Created[about=" + about + "]";
        }
    }

    @GET
    @Operation(summary = "List the tokens", description = "Revoked ones too, never their values.")
    @APIResponse(responseCode = "200", description = "The tokens")
    public List<Shown> list() {
        return tokens.list(caller.actor()).stream().map(Shown::of).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(CREATED)
    @Operation(summary = "Create a token", description = "Its value is shown in this answer and never again.")
    @APIResponse(responseCode = "201", description = "The token with its value")
    @APIResponse(responseCode = "400", ref = "invalid")
    public Created create(Draft draft) {
        Role role = Role.of(draft.role())
                .orElseThrow(() -> ChangeRefused.invalid("role", "must be admin, operator or viewer"));
        Tokens.Created created = tokens.create(caller.actor(), draft.name(), role);
        return new Created(created.token(), Shown.of(created.view()));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revoke a token", description = "It opens nothing from now on.")
    @APIResponse(responseCode = "204", description = "It is revoked")
    @APIResponse(responseCode = "404", ref = "unknown")
    public void revoke(@Parameter(description = "Number of the token") @RestPath long id) {
        tokens.revoke(caller.actor(), id);
    }
}
