package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.connection.ConnectionView;
import io.tieout.port.Ping.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Connections as the API sends and takes them. */
final class ConnectionJson {

    private ConnectionJson() {}

    /** What a PUT brings. */
    @Schema(name = "ConnectionDraft", description = "A connection as you write it")
    record Draft(
            @Schema(description = "Kind of remote system: stripe or ebs; never changes", examples = "stripe")
            String system,

            @Schema(
                    description = "Address of the remote system, http or https. Another host drops the credentials",
                    examples = "https://api.stripe.com")
            String baseUrl,

            @Schema(
                    type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT,
                    description = "Settings of that system, checked by the schema of its name; no secrets")
            JsonNode settings) {}

    /** New credentials. */
    @Schema(name = "Credentials", description = "All credentials of a connection; they replace those before")
    record Credentials(
            @Schema(
                    description = "Secrets by name, for stripe apiKey and webhookSecret (more as webhookSecret.2), "
                            + "for ebs user and password; never shown again")
            Map<String, String> credentials) {

        @Override
        public String toString() {
            return "Credentials[redacted]";
        }
    }

    /** What a GET shows. */
    @Schema(name = "Connection", description = "A connection; credentials only by name and version")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Shown(
            @Schema(description = "Unique name, never changes", examples = "acme-stripe")
            String name,

            @Schema(description = "Kind of remote system", examples = "stripe")
            String system,

            @Schema(description = "Address of the remote system")
            String baseUrl,

            @Schema(
                    type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT,
                    description = "Settings of that system")
            JsonNode settings,

            @Schema(description = "Rises with each change of address or settings; send it as If-Match")
            int version,

            @Schema(description = "Whether it is switched on")
            boolean enabled,

            @Schema(description = "Names of the credentials that it has")
            List<String> credentialNames,

            @Schema(description = "Rises with each change of the credentials; 0: it never had any")
            int credentialsVersion,

            @Schema(description = "Why it is stopped; absent while it works")
            Optional<Stopped> stopped,

            @Schema(description = "When a ping last succeeded")
            Optional<Instant> lastSuccess) {

        static Shown of(ConnectionView view) {
            return new Shown(
                    view.name(),
                    view.system(),
                    view.baseUrl(),
                    view.settings(),
                    view.version(),
                    view.enabled(),
                    view.sealed().names(),
                    view.sealed().version(),
                    view.stop().map(stop -> new Stopped(stop.since(), stop.reason())),
                    view.lastSuccess());
        }
    }

    /** Why a connection is stopped. */
    @Schema(name = "Stopped", description = "Its credentials were refused, so it is not used")
    record Stopped(
            @Schema(description = "Since when") Instant since,

            @Schema(description = "What the remote system said")
            String reason) {}

    /** What a ping tried. */
    @Schema(name = "PingResult", description = "What was tried and what came of it")
    record Pinged(
            @Schema(description = "Whether every step worked")
            boolean ok,

            @Schema(description = "The steps in turn; the first that failed ends the list")
            List<Step> steps) {

        static Pinged of(Diagnosis diagnosis) {
            return new Pinged(
                    diagnosis.ok(),
                    diagnosis.steps().stream()
                            .map(step -> new Step(step.name(), step.ok(), step.detail()))
                            .toList());
        }
    }

    /** One step of a ping. */
    @Schema(name = "PingStep", description = "One step of a ping")
    record Step(
            @Schema(description = "What was tried") String name,

            @Schema(description = "Whether it worked") boolean ok,

            @Schema(description = "What was found, or what to mend")
            String detail) {}
}
