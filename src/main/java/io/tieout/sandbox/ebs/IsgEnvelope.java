package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxAnswer;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.SandboxPage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's JSON envelope. Reading is lenient about the outer key, as live servers are; RESTHeader is checked when
 * it carries something. Writing gives every value as a string or null, or the same as XML for a caller that did not
 * ask for JSON.
 */
final class IsgEnvelope {

    private static final ObjectReader STRICT =
            SandboxJson.MAPPER.reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    private static final List<String> SINGLE = List.of("Responsibility", "RespApplication", "NLSLanguage");
    private static final Map<String, Set<String>> CONTEXT = Map.of(
            "Responsibility", Set.of("TIEOUT_INTEGRATION"),
            "RespApplication", Set.of("SQLGL"),
            "SecurityGroup", Set.of("STANDARD"),
            "NLSLanguage", Set.of("AMERICAN"),
            "Org_Id", Set.of("204", "205", "0"));
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private IsgEnvelope() {}

    /**
     * The parameters of a request, by upper-case name; null and empty ones are absent.
     *
     * @throws IsgFault when the payload can't be read or its header names what does not exist
     */
    static Map<String, String> parameters(@Nullable String body) {
        JsonNode root = unwrapped(read(body == null ? "" : body));
        header(root.path("RESTHeader"));
        Map<String, String> values = new HashMap<>();
        root.path("InputParameters").properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
                values.put(field.getKey(), value.asText());
            }
        });
        return values;
    }

    static JsonNode read(String body) {
        try {
            return STRICT.readTree(body);
        } catch (JsonProcessingException e) {
            String message = String.valueOf(e.getOriginalMessage());
            throw SINGLE.stream()
                    .filter(element -> message.contains("'" + element + "'"))
                    .findFirst()
                    .map(IsgFault::duplicate)
                    .orElseGet(IsgFault::unreadable);
        }
    }

    private static JsonNode unwrapped(JsonNode root) {
        if (!(root instanceof ObjectNode)) {
            throw IsgFault.unreadable();
        }
        if (root.has("InputParameters") || root.has("RESTHeader") || root.size() != 1) {
            return root;
        }
        return root.elements().next();
    }

    private static void header(JsonNode header) {
        CONTEXT.keySet().forEach(element -> check(element, header.path(element).asText("")));
    }

    /** @throws IsgFault when a responsibility is named that the user does not have */
    static void responsibility(String key) {
        check("Responsibility", key);
    }

    private static void check(String element, String value) {
        if (!value.isEmpty() && !CONTEXT.getOrDefault(element, Set.of()).contains(value)) {
            throw IsgFault.unknownContext(element);
        }
    }

    static SandboxAnswer answer(String alias, String method, CallOutput output, boolean json) {
        String namespace =
                "http://xmlns.oracle.com/apps/gl/rest/" + alias + "/" + method.toLowerCase(Locale.ROOT) + "/";
        return json
                ? SandboxAnswer.json(200, asJson(namespace, output))
                : SandboxAnswer.of(200, "application/xml", asXml(namespace, output));
    }

    private static ObjectNode asJson(String namespace, CallOutput output) {
        ObjectNode root = SandboxJson.MAPPER.createObjectNode();
        ObjectNode values =
                root.putObject("OutputParameters").put("@xmlns", namespace).put("@xmlns:xsi", XSI);
        output.values().forEach(values::put);
        return root;
    }

    private static String asXml(String namespace, CallOutput output) {
        StringBuilder xml =
                new StringBuilder("<OutputParameters xmlns=\"" + namespace + "\" xmlns:xsi=\"" + XSI + "\">");
        output.values().forEach((name, value) -> {
            if (value == null) {
                xml.append('<').append(name).append(" xsi:nil=\"true\"/>");
            } else {
                xml.append('<').append(name).append('>').append(SandboxPage.escape(value));
                xml.append("</").append(name).append('>');
            }
        });
        return xml.append("</OutputParameters>").toString();
    }
}
