package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.tieout.access.Role;
import io.tieout.api.ReviewBodies.Reason;
import io.tieout.connection.ChangeRefused;
import io.tieout.domain.posting.Reference;
import io.tieout.flow.AdoptedDesk;
import io.tieout.store.restore.AdoptedRow;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /api/v1/connections/{name}/adopted}: what a target holds whose facts a restore has made us forget. */
@Path("/api/v1/connections/{name}/adopted")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@CustomDeserialization(StrictJson.class)
@Tag(name = "connections")
public class AdoptedResource {
    private final AdoptedDesk desk;
    private final Caller caller;

    AdoptedResource(AdoptedDesk desk, Caller caller) {
        this.desk = desk;
        this.caller = caller;
    }

    /** A reference that waits for its fact. */
    @Schema(
            name = "Adopted",
            description = "A posting that stands in the target and whose fact a restore has made the database forget")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Shown(
            String reference,

            @Schema(description = "Object of the provider that its lines name")
            Optional<String> object,

            @Schema(description = "Where it stood when it was adopted", examples = "posted")
            String stage,

            Optional<String> group,
            Optional<LocalDate> accountingDate,
            List<PostingJson.Entry> lines) {

        static Shown of(AdoptedRow row) {
            return new Shown(
                    row.reference().value(),
                    row.object(),
                    row.stage(),
                    row.group(),
                    row.accountingDate(),
                    row.journal().stream()
                            .flatMap(journal -> journal.lines().stream())
                            .map(PostingJson.Entry::of)
                            .toList());
        }
    }

    @GET
    @Operation(
            summary = "List what waits for its fact after a restore",
            description =
                    "By reference, at most 500, at the connection that the command restore named. Their open items"
                            + " are reserved.")
    @APIResponse(responseCode = "200", description = "What waits")
    @APIResponse(responseCode = "404", ref = "unknown")
    public List<Shown> list(@Parameter(description = "Name of the connection") @RestPath String name) {
        return desk.waiting(caller.actor(), name).stream().map(Shown::of).toList();
    }

    @POST
    @Path("{reference}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Say that a reference need not wait for its fact",
            description =
                    "Its open items are free again; what stands in the target stays as it is. A charge of it that is a"
                            + " question, since another link would post it, is decided anew and posted: so release"
                            + " only if nothing of it stands in the target, and close that question first otherwise."
                            + " If its fact is found after all, its posting takes over what stands.")
    @APIResponse(responseCode = "200", description = "What still waits")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "404", ref = "unknown")
    public List<Shown> release(
            @Parameter(description = "Name of the connection") @RestPath String name,
            @Parameter(description = "Reference that waits") @RestPath String reference,
            Reason body) {
        desk.release(caller.actor(), name, reference(reference), body.reason());
        return list(name);
    }

    private static Reference reference(String text) {
        try {
            return new Reference(text);
        } catch (IllegalArgumentException e) {
            throw ChangeRefused.unknown("reference", text);
        }
    }
}
