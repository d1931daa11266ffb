package io.tieout.api;

import io.tieout.access.Role;
import io.tieout.connection.ChangeRefused;
import io.tieout.store.view.AuditQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /api/v1/audit}: the append-only trail. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@Tag(name = "audit", description = "The append-only trail of what was done, by whom")
public class AuditResource {
    private final AuditQueries audit;
    private final Caller caller;

    AuditResource(AuditQueries audit, Caller caller) {
        this.audit = audit;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Read the trail of a fact",
            description = "Its latest 1000 entries, oldest first, with those of its batches.")
    @APIResponse(responseCode = "200", description = "The entries; none when this tenant has no such fact")
    @APIResponse(responseCode = "400", ref = "invalid")
    public List<AuditJson> ofFact(@Parameter(description = "Number of the fact") @RestQuery Optional<Long> fact) {
        long number = fact.orElseThrow(() -> ChangeRefused.invalid("fact", "is missing: send the number of a fact"));
        return audit.ofFact(caller.actor().tenant(), number).stream()
                .map(AuditJson::of)
                .toList();
    }
}
