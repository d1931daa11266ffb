package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.access.Role;
import io.tieout.audit.Finding;
import io.tieout.audit.Head;
import io.tieout.audit.Verdict;
import io.tieout.audit.Verifier;
import io.tieout.connection.ChangeRefused;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /api/v1/audit/head} and {@code /verification}: the chain of seals over the audit trail. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@Tag(name = "audit", description = "The append-only trail of what was done, by whom")
public class ChainResource {
    private final Verifier verifier;
    private final Caller caller;

    ChainResource(Verifier verifier, Caller caller) {
        this.verifier = verifier;
        this.caller = caller;
    }

    /** The end of the chain. */
    @Schema(name = "AuditHead", description = "The end of the tenant's audit chain: keep it apart from the database")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record HeadJson(
            @Schema(description = "How many entries are sealed")
            long number,

            @Schema(description = "The last seal, lower-case hex; absent when nothing is sealed")
            Optional<String> seal,

            @Schema(description = "Both, as audit verify takes them; absent when nothing is sealed")
            Optional<String> head) {

        static HeadJson of(Optional<Head> head) {
            return new HeadJson(head.map(Head::number).orElse(0L), head.map(Head::seal), head.map(Head::toString));
        }
    }

    /** What came of a verification. */
    @Schema(name = "AuditVerification", description = "What came of walking the whole chain")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record VerdictJson(
            @Schema(description = "Whether nothing is wrong")
            boolean whole,

            @Schema(description = "How many entries are as they were sealed, from the first on")
            long checked,

            @Schema(description = "How many entries have no seal yet; some are usual")
            long unsealed,

            @Schema(description = "The end of the chain") HeadJson head,

            @Schema(description = "The first thing that is wrong")
            Optional<FindingJson> finding) {

        static VerdictJson of(Verdict verdict) {
            return new VerdictJson(
                    verdict.whole(),
                    verdict.checked(),
                    verdict.unsealed(),
                    HeadJson.of(verdict.head()),
                    verdict.finding().map(FindingJson::of));
        }
    }

    /** The first thing that is wrong. */
    @Schema(name = "AuditFinding", description = "The first thing that is wrong with a chain")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record FindingJson(
            @Schema(description = "ALTERED, MISSING, INSERTED, CUT, REWRITTEN, UNKNOWN_KEY or LATE")
            String kind,

            @Schema(description = "Where in the chain") OptionalLong number,

            @Schema(description = "Number of the entry") OptionalLong entry,

            @Schema(description = "What is wrong, in words") String text) {

        static FindingJson of(Finding finding) {
            return new FindingJson(finding.kind().name(), finding.number(), finding.entry(), finding.text());
        }
    }

    @GET
    @Path("head")
    @Operation(
            summary = "Read the head of the audit chain",
            description = "Keep it where the database's owner can't change it: verification takes it later.")
    @APIResponse(responseCode = "200", description = "The head")
    public HeadJson head() {
        return HeadJson.of(verifier.head(caller.actor().tenant()));
    }

    @GET
    @Path("verification")
    @Operation(
            summary = "Verify the audit chain",
            description = "Walks it from its first entry to its last, so a long trail takes a while. One at a time.")
    @APIResponse(responseCode = "200", description = "What came of it, good or bad")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "409", description = "A verification of this tenant runs already")
    public VerdictJson verify(
            @Parameter(description = "A head that was kept, number:seal") @RestQuery Optional<String> head) {
        Optional<Head> kept = head.map(text -> Head.parse(text)
                .orElseThrow(() -> ChangeRefused.invalid(
                        "head", "must be a number, a colon and a seal of at least " + Head.SHORTEST + " digits")));
        return verifier.verify(caller.actor().tenant(), kept)
                .map(VerdictJson::of)
                .orElseThrow(() -> ChangeRefused.conflict("a verification runs already: wait for its end"));
    }
}
