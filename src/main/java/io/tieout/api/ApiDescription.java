package io.tieout.api;

import io.tieout.api.Problems.Problem;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What {@code /q/openapi} says of the API as a whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Tieout",
                        version = "1",
                        description =
                                "Connections, links, customer maps, alerts and tokens of one tenant: the token or "
                                        + "login decides which. Unknown fields are refused. Errors are application/problem+json "
                                        + "(RFC 9457); what must be mended stands under errors, with the field. Changes of "
                                        + "something that exists send If-Match with its version."),
        security = @SecurityRequirement(name = "token"),
        components =
                @Components(
                        responses = {
                            @APIResponse(
                                    name = "invalid",
                                    description = "Something must be mended; errors name it",
                                    content =
                                            @Content(
                                                    mediaType = Problems.TYPE,
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "unknown",
                                    description = "This tenant has no such thing",
                                    content =
                                            @Content(
                                                    mediaType = Problems.TYPE,
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "conflict",
                                    description = "Someone else has changed it, or holds the name or the account",
                                    content =
                                            @Content(
                                                    mediaType = Problems.TYPE,
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "stale",
                                    description = "Someone has decided meanwhile; the detail says who, what and when",
                                    content =
                                            @Content(
                                                    mediaType = Problems.TYPE,
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "versionNeeded",
                                    description = "It exists with other content: send If-Match with its version",
                                    content =
                                            @Content(
                                                    mediaType = Problems.TYPE,
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = "unreachable",
                                    description = "A remote system can't be asked now; nothing was saved",
                                    content =
                                            @Content(
                                                    mediaType = Problems.TYPE,
                                                    schema = @Schema(implementation = Problem.class)))
                        }))
@SecurityScheme(
        securitySchemeName = "token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "An API token, as POST /api/v1/tokens gives it")
public class ApiDescription extends Application {}
