package io.tieout.api;

import io.tieout.access.Role;
import io.tieout.connection.ChangeRefused;
import io.tieout.report.CompletenessCsv;
import io.tieout.store.view.ReportLine;
import io.tieout.store.view.ReportQueries;
import io.tieout.store.view.ReportQueries.Report;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/v1/reports/completeness}: what each link's day came to, frozen once. */
@Path("/api/v1/reports/completeness")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_NAME)
@Tag(name = "reports", description = "What each link's day came to, frozen once after its end")
public class ReportsResource {
    private static final String CSV = "text/csv";

    private final ReportQueries reports;
    private final CompletenessCsv csv;
    private final Caller caller;

    ReportsResource(ReportQueries reports, CompletenessCsv csv, Caller caller) {
        this.reports = reports;
        this.csv = csv;
        this.caller = caller;
    }

    /** A report in a list. */
    @Schema(name = "CompletenessReport", description = "A frozen report, without its content")
    record Shown(
            @Schema(description = "Number, by which it is read")
            long id,

            @Schema(description = "Key of the link") String link,

            @Schema(description = "The day, in the zone") LocalDate day,

            @Schema(description = "Time zone of the link then")
            String zone,

            @Schema(description = "How many things do not add up")
            int differences,

            @Schema(description = "SHA-256 of its bytes, lower-case hex")
            String sha256,

            @Schema(description = "When it was frozen (UTC)")
            Instant frozen) {

        static Shown of(ReportLine line) {
            return new Shown(
                    line.id(), line.link(), line.day(), line.zone(), line.differences(), line.sha256(), line.frozen());
        }
    }

    @GET
    @Operation(summary = "List the completeness reports", description = "Newest first; a report never changes.")
    @APIResponse(responseCode = "200", description = "A part of the reports")
    @APIResponse(responseCode = "400", ref = "invalid")
    public PageJson<Shown> list(
            @Parameter(description = "Of the link with this key only") @RestQuery Optional<String> link,
            @Parameter(description = "Of this day only, as 2026-11-20") @RestQuery Optional<String> day,
            @Parameter(description = "Number that the part before named as next") @RestQuery Optional<Long> after,
            @Parameter(description = "At most so many, up to 200") @RestQuery @DefaultValue("50") int limit) {
        return PageJson.of(
                reports.list(caller.actor().tenant(), link, day.map(ReportsResource::day), PageJson.cut(after, limit)),
                Shown::of);
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Read a completeness report",
            description = "Its bytes as they were frozen; amounts in minor units. The ETag is their SHA-256.")
    @APIResponse(responseCode = "200", description = "The report")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<String> json(@Parameter(description = "Number of the report") @RestPath long id) {
        Report report = report(id);
        return answer(report, MediaType.APPLICATION_JSON, report.text(), ".json");
    }

    @GET
    @Path("{id}/csv")
    @Produces(CSV)
    @Operation(
            summary = "Read a completeness report as CSV",
            description = "A line for each sum; amounts in major units with the decimals of their currency.")
    @APIResponse(responseCode = "200", description = "The report")
    @APIResponse(responseCode = "404", ref = "unknown")
    public RestResponse<String> csv(@Parameter(description = "Number of the report") @RestPath long id) {
        Report report = report(id);
        return answer(report, CSV + ";charset=UTF-8", csv.of(report.text()), ".csv");
    }

    private Report report(long id) {
        return reports.read(caller.actor().tenant(), id)
                .orElseThrow(() -> ChangeRefused.unknown("report", Long.toString(id)));
    }

    private static RestResponse<String> answer(Report report, String type, String text, String ending) {
        return RestResponse.ResponseBuilder.ok(text)
                .header(HttpHeaders.CONTENT_TYPE, type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + report.line().fileName() + ending + "\"")
                .tag(report.line().sha256() + (ending.equals(".csv") ? "-csv" : ""))
                .build();
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw ChangeRefused.invalid("day", "is no date: write it as 2026-11-20");
        }
    }
}
