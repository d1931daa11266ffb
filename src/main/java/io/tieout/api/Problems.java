package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.ForbiddenException;
import io.tieout.connection.ChangeRefused;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what goes wrong behind the API into {@code application/problem+json} (RFC 9457), without secrets. */
public class Problems {
    static final String TYPE = "application/problem+json";

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final int PRECONDITION_REQUIRED = 428;

    /** An error of the API. */
    @Schema(name = "Problem", description = "An error (RFC 9457)")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Problem(
            @Schema(description = "Kind of problem; about:blank: the status says it", examples = "about:blank")
            String type,

            @Schema(description = "The status in words", examples = "Bad Request")
            String title,

            @Schema(description = "The status", examples = "400")
            int status,

            @Schema(description = "What happened, in words") String detail,

            @Schema(description = "Each field that must be mended")
            List<FieldError> errors) {}

    /** What is wrong with one field. */
    @Schema(name = "FieldError", description = "What is wrong with one field")
    public record FieldError(
            @Schema(description = "Place of the field", examples = "settings.accounts.credit")
            String field,

            @Schema(description = "What is wrong and what to do")
            String message) {}

    @ServerExceptionMapper
    Response refused(ChangeRefused refused) {
        List<FieldError> errors = refused.problems().stream()
                .map(problem -> new FieldError(problem.field(), problem.message()))
                .toList();
        return switch (refused.kind()) {
            case INVALID -> answer(Status.BAD_REQUEST, "some fields must be mended: nothing was saved", errors);
            case UNKNOWN -> answer(Status.NOT_FOUND, text(refused), errors);
            case CONFLICT -> answer(Status.CONFLICT, text(refused), errors);
            case STALE -> answer(Status.PRECONDITION_FAILED, text(refused), errors);
            case VERSION_NEEDED -> answer(Status.fromStatusCode(PRECONDITION_REQUIRED), text(refused), errors);
            case UNREACHABLE -> answer(Status.SERVICE_UNAVAILABLE, text(refused), errors);
        };
    }

    @ServerExceptionMapper
    Response later(RetryLater later) {
        return answer(Status.SERVICE_UNAVAILABLE, text(later), List.of());
    }

    @ServerExceptionMapper
    Response person(NeedsPerson person) {
        return answer(Status.CONFLICT, text(person), List.of());
    }

    @ServerExceptionMapper(ForbiddenException.class)
    Response forbidden() {
        return answer(Status.FORBIDDEN, "your role does not allow this", List.of());
    }

    /** A body that is no JSON, or not of the form that is asked for; what was sent is never repeated. */
    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        if (e.getCause() instanceof JsonMappingException mapping) {
            return answer(Status.BAD_REQUEST, "some fields must be mended: nothing was saved", List.of(field(mapping)));
        }
        if (e.getCause() instanceof JsonProcessingException) {
            return answer(Status.BAD_REQUEST, "the body is no JSON", List.of());
        }
        StatusType status = e.getResponse().getStatusInfo();
        return answer(status, status.getReasonPhrase(), List.of());
    }

    @ServerExceptionMapper
    Response json(MismatchedInputException e) {
        return answer(Status.BAD_REQUEST, "some fields must be mended: nothing was saved", List.of(field(e)));
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException e) {
        LOG.error("request failed", e);
        return answer(Status.INTERNAL_SERVER_ERROR, "something went wrong here: it was logged", List.of());
    }

    private static FieldError field(JsonMappingException e) {
        String path = e.getPath().stream().map(Problems::step).collect(Collectors.joining("."));
        String place = path.isEmpty() ? "body" : path;
        if (e instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return new FieldError(place, "is not known: known are " + known);
        }
        if (e instanceof InvalidNullException) {
            return new FieldError(place, "is missing");
        }
        return new FieldError(place, "has another form than is asked for, see /q/openapi");
    }

    private static String step(Reference reference) {
        return reference.getFieldName() != null ? reference.getFieldName() : "[" + reference.getIndex() + "]";
    }

    private static String text(Throwable e) {
        return String.valueOf(e.getMessage());
    }

    private static Response answer(StatusType status, String detail, List<FieldError> errors) {
        Problem problem = new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, errors);
        return Response.status(status).type(TYPE).entity(problem).build();
    }
}
