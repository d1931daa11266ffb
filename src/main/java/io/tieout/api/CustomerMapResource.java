package io.tieout.api;

import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.tieout.access.Role;
import io.tieout.connection.CustomerMapEditor;
import io.tieout.connection.CustomerMapEditor.Ends;
import io.tieout.connection.CustomerMapEditor.Entry;
import io.tieout.connection.CustomerMapEditor.Imported;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /api/v1/customer-map/{source}/{target}}: which customer of a provider is which account of an ERP. */
@Path("/api/v1/customer-map/{source}/{target}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@CustomDeserialization(StrictJson.class)
@Tag(name = "customer map", description = "Which customer of a payment service is which customer account of an ERP")
public class CustomerMapResource {
    private final CustomerMapEditor editor;
    private final Caller caller;

    CustomerMapResource(CustomerMapEditor editor, Caller caller) {
        this.editor = editor;
        this.caller = caller;
    }

    /** What a PUT brings. */
    @Schema(name = "CustomerAccount", description = "An account of the ERP")
    record Account(
            @Schema(description = "The ERP's customer account id", examples = "70001")
            String account,

            @Schema(description = "The number by which people know it", examples = "1001")
            String accountNumber) {}

    /** One page. */
    @Schema(name = "CustomerPage", description = "Customers in the order of their ids")
    record Page(
            @Schema(description = "The customers of this page")
            List<Entry> customers,

            @Schema(description = "Send it as after to read the next page; absent on the last page")
            Optional<String> next) {}

    @GET
    @Operation(summary = "List mapped customers")
    @APIResponse(responseCode = "200", description = "A page")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "404", ref = "unknown")
    public Page list(
            @Parameter(description = "Name of the provider's connection") @RestPath String source,
            @Parameter(description = "Name of the ERP's connection") @RestPath String target,
            @Parameter(description = "Customer id after which the page begins") @RestQuery @DefaultValue("")
                    String after,
            @Parameter(description = "Customers on a page, at most 1000")
                    @RestQuery
                    @DefaultValue("100")
                    @Min(1)
                    @Max(1000)
                    int limit) {
        List<Entry> entries = editor.list(caller.actor(), new Ends(source, target), after, limit);
        boolean full = entries.size() == limit;
        return new Page(entries, full ? Optional.of(entries.get(limit - 1).customer()) : Optional.empty());
    }

    @PUT
    @Path("{customer}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(summary = "Map a customer", description = "Adds it or replaces its account.")
    @APIResponse(responseCode = "200", description = "The customer as it is mapped now")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "404", ref = "unknown")
    public Entry put(
            @Parameter(description = "Name of the provider's connection") @RestPath String source,
            @Parameter(description = "Name of the ERP's connection") @RestPath String target,
            @Parameter(description = "The provider's customer id", example = "cus_acme0001") @RestPath String customer,
            Account account) {
        Entry entry = new Entry(customer, account.account(), account.accountNumber());
        return editor.save(caller.actor(), new Ends(source, target), entry);
    }

    @DELETE
    @Path("{customer}")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(summary = "Remove a customer from the map")
    @APIResponse(responseCode = "204", description = "It is not mapped any more")
    @APIResponse(responseCode = "404", ref = "unknown")
    public void delete(
            @Parameter(description = "Name of the provider's connection") @RestPath String source,
            @Parameter(description = "Name of the ERP's connection") @RestPath String target,
            @Parameter(description = "The provider's customer id") @RestPath String customer) {
        editor.delete(caller.actor(), new Ends(source, target), customer);
    }

    @POST
    @Consumes("text/csv")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            summary = "Import customers from CSV",
            description = "UTF-8 with the header customer,account,account_number. All lines are taken or none; "
                    + "customers that the file does not name stay.")
    @APIResponse(responseCode = "200", description = "How many lines there were and how many changed something")
    @APIResponse(responseCode = "400", ref = "invalid")
    @APIResponse(responseCode = "404", ref = "unknown")
    public Imported importCsv(
            @Parameter(description = "Name of the provider's connection") @RestPath String source,
            @Parameter(description = "Name of the ERP's connection") @RestPath String target,
            @RequestBody(description = "The file", required = true) String csv) {
        return editor.importCsv(caller.actor(), new Ends(source, target), csv);
    }
}
