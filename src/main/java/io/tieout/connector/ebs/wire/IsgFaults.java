package io.tieout.connector.ebs.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.connector.ebs.wire.IsgAnswer.Cause;
import io.tieout.remote.HttpReply;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Turns an HTTP answer into a call's answer: by fault code first, by status only where there is no code. */
final class IsgFaults {
    private static final int LONGEST_WORDS = 240;
    private static final long LONGEST_WAIT_SECONDS = 3600;

    private final IsgAssumptions assumptions;
    private final UnaryOperator<String> stripped;

    /**
     * Of the answers to one call.
     *
     * @param stripped takes out of words of EBS what was sent to log in: gateways repeat requests in their errors
     */
    IsgFaults(IsgAssumptions assumptions, UnaryOperator<String> stripped) {
        this.assumptions = assumptions;
        this.stripped = stripped;
    }

    IsgAnswer answer(HttpReply reply) {
        if (reply instanceof HttpReply.NotSent notSent) {
            return failed(Cause.UNREACHABLE, "EBS can't be reached: " + notSent.reason());
        }
        if (reply instanceof HttpReply.Lost lost) {
            return failed(Cause.LOST, "the answer of EBS was lost: " + lost.reason());
        }
        return answered((HttpReply.Answered) reply);
    }

    private IsgAnswer answered(HttpReply.Answered reply) {
        Optional<JsonNode> document = document(reply);
        Optional<JsonNode> fault = document.flatMap(IsgFaults::fault);
        if (fault.isPresent()) {
            return byCode(new IsgRow(fault.get()), reply);
        }
        if (reply.status() == 200) {
            return document.map(this::output)
                    .orElseGet(() -> failed(Cause.MALFORMED, "EBS answered " + form(reply) + " instead of JSON"));
        }
        return byStatus(reply);
    }

    private static Optional<JsonNode> document(HttpReply.Answered reply) {
        String type = reply.contentType().toLowerCase(Locale.ROOT);
        boolean other = type.contains("html") || type.contains("xml");
        return other ? Optional.empty() : IsgJson.read(reply.text()).filter(JsonNode::isObject);
    }

    private static Optional<JsonNode> fault(JsonNode document) {
        JsonNode fault = document.path("ISGServiceFault");
        JsonNode found = fault.isObject() ? fault : document;
        return found.path("Code").isTextual() ? Optional.of(found) : Optional.empty();
    }

    private IsgAnswer output(JsonNode document) {
        JsonNode parameters = document.path("OutputParameters");
        if (!parameters.isObject()) {
            return failed(Cause.MALFORMED, "the answer of EBS has no OutputParameters");
        }
        IsgRow out = new IsgRow(parameters);
        try {
            return switch (out.required("X_RETURN_STATUS")) {
                case "S" -> new IsgAnswer.Done(out);
                case "E", "U" -> refused(out);
                default -> failed(Cause.MALFORMED, "X_RETURN_STATUS is none of S, E, U");
            };
        } catch (MalformedAnswer e) {
            return failed(Cause.MALFORMED, "the answer of EBS is not as agreed: " + e.getMessage());
        }
    }

    private IsgAnswer refused(IsgRow out) {
        boolean unexpected = out.required("X_RETURN_STATUS").equals("U");
        String code = unexpected ? "UNEXPECTED" : out.text("X_MSG_CODE").orElse("UNEXPECTED");
        return new IsgAnswer.Refused(
                stripped.apply(code), cut(out.text("X_MSG_DATA").orElse("no reason was given")));
    }

    private IsgAnswer byCode(IsgRow fault, HttpReply.Answered reply) {
        String code = fault.required("Code");
        Cause cause = switch (code) {
            case "FND_SOA_AUTHENTICATION_FAILURE" -> Cause.CREDENTIALS;
            case "ISG_SERVICE_AUTH_FAILURE", "FND_SOA_AUTHORIZATION_FAILURE" -> Cause.NO_GRANT;
            case "ISG_INVALID_ALIAS", "ISG_INVALID_FUNCTION" -> Cause.NOT_DEPLOYED;
            case "ISG_DUPLICATE_RESPONSIBILITY", "ISG_DUPLICATE_RESPAPPLICATION", "ISG_DUPLICATE_NLSLANGUAGE" ->
                Cause.BAD_HEADER;
            default -> Cause.EXECUTION;
        };
        String words = cut(code + ": " + text(fault, "Message") + " " + text(fault, "Resolution"));
        return new IsgAnswer.Failed(cause, "EBS says " + words, after(reply));
    }

    private IsgAnswer byStatus(HttpReply.Answered reply) {
        int status = reply.status();
        String reason = "EBS answered " + form(reply) + " with HTTP status " + status;
        return new IsgAnswer.Failed(causeOf(status), reason, after(reply));
    }

    private Cause causeOf(int status) {
        if (assumptions.credentialStatuses().contains(status)) {
            return Cause.CREDENTIALS;
        }
        if (assumptions.grantStatuses().contains(status)) {
            return Cause.NO_GRANT;
        }
        if (assumptions.absentStatuses().contains(status)) {
            return Cause.NOT_ROUTED;
        }
        if (assumptions.throttledStatuses().contains(status)) {
            return Cause.THROTTLED;
        }
        if (status >= 300 && status < 400) {
            return Cause.REDIRECTED;
        }
        return status < 300 ? Cause.MALFORMED : Cause.WEB_TIER;
    }

    private static String text(IsgRow fault, String name) {
        try {
            return fault.text(name).orElse("");
        } catch (MalformedAnswer e) {
            return "";
        }
    }

    private static String form(HttpReply.Answered reply) {
        String type = reply.contentType().toLowerCase(Locale.ROOT);
        if (type.contains("html")) {
            return "an HTML page";
        }
        return type.contains("xml") ? "XML" : "no readable text";
    }

    private static Optional<Duration> after(HttpReply.Answered reply) {
        return reply.header("retry-after")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST_WAIT_SECONDS)));
    }

    private static IsgAnswer failed(Cause cause, String reason) {
        return new IsgAnswer.Failed(cause, reason, Optional.empty());
    }

    private String cut(String words) {
        // Before it is cut: half a password is one too many.
        String one = stripped.apply(words.strip());
        return one.length() <= LONGEST_WORDS ? one : one.substring(0, LONGEST_WORDS);
    }
}
