package io.tieout.sandbox.stripe.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * What is known about Stripe's API at the version that stripe-java pins ({@code openapi-facts.json.gz}), and what in
 * real traffic disagrees with it.
 */
public final class StripeContract {

    private static final String FACTS = "/stripe/openapi-facts.json.gz";
    private static final String ACCOUNT = "/v1/account";
    private static final String REFERENCE = "#/components/schemas/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode facts;
    private final Schemas schemas;
    private final FormCheck forms;

    private StripeContract(JsonNode facts) {
        this.facts = facts;
        this.schemas = new Schemas(facts);
        this.forms = new FormCheck(facts);
    }

    /** Reads the facts. */
    public static StripeContract load() {
        try (InputStream in = new GZIPInputStream(StripeContract.class.getResourceAsStream(FACTS))) {
            ObjectNode facts = (ObjectNode) MAPPER.readTree(in);
            ((ObjectNode) facts.path("paths")).set(ACCOUNT, account());
            return new StripeContract(facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The facts hold the account's schema but not the address that reads one's own. */
    private static JsonNode account() {
        ObjectNode get = MAPPER.createObjectNode();
        ObjectNode expand =
                get.putArray("parameters").addObject().put("name", "expand").put("in", "query");
        expand.putObject("schema").put("type", "array").putObject("items").put("type", "string");
        get.putObject("responses")
                .putObject("200")
                .putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("$ref", REFERENCE + "account");
        return MAPPER.createObjectNode().set("get", get);
    }

    public String version() {
        return facts.path("info").path("version").asText();
    }

    /** The pattern of a call, such as {@code GET /v1/charges/{id}}; empty when Stripe has none that fits. */
    public Optional<String> operation(String method, String path) {
        Optional<String> exact = fitting(method, path, false);
        return exact.isPresent() ? exact : fitting(method, path, true);
    }

    private Optional<String> fitting(String method, String path, boolean withIds) {
        return facts.path("paths").properties().stream()
                .filter(entry -> entry.getValue().has(method.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getKey)
                .filter(pattern ->
                        withIds ? path.matches(pattern.replaceAll("\\{[A-Za-z]+}", "[^/]+")) : path.equals(pattern))
                .map(pattern -> method + " " + pattern)
                .findFirst();
    }

    /** Names and schemas of the parameters that an operation takes, and which are required. */
    public JsonNode parameters(String operation) {
        JsonNode found = facts(operation);
        JsonNode form = found.path("requestBody")
                .path("content")
                .path("application/x-www-form-urlencoded")
                .path("schema");
        if (form.isObject()) {
            return form;
        }
        ObjectNode schema = MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        found.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("query")) {
                properties.set(parameter.path("name").asText(), parameter.path("schema"));
                if (parameter.path("required").asBoolean()) {
                    schema.withArray("required").add(parameter.path("name").asText());
                }
            }
        });
        return schema;
    }

    private JsonNode facts(String operation) {
        String[] words = operation.split(" ", 2);
        return facts.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
    }

    /** What Stripe would refuse in a request: unknown addresses, parameters, values. */
    public List<String> requestProblems(Exchange exchange) {
        Optional<String> operation = operation(exchange.method(), exchange.path());
        if (operation.isEmpty()) {
            return List.of(exchange + ": no such operation");
        }
        String sent = exchange.method().equals("POST") ? exchange.form() : exchange.query();
        List<String> problems = new ArrayList<>();
        if (exchange.method().equals("POST") && !exchange.query().isEmpty()) {
            problems.add(exchange + ": a query string on a POST");
        }
        forms.problems(parameters(operation.get()), FormCheck.parsed(sent), "request")
                .forEach(problem -> problems.add(exchange + ": " + problem));
        return problems;
    }

    /** What Stripe would never answer: wrong objects, errors and headers. Objects are expanded only where asked. */
    public List<String> answerProblems(Exchange exchange) {
        List<String> problems = new ArrayList<>(Headers.problems(exchange, version()));
        String operation = operation(exchange.method(), exchange.path()).orElse("");
        boolean ok = exchange.status() == 200;
        JsonNode schema = ok
                ? facts(operation)
                        .path("responses")
                        .path("200")
                        .path("content")
                        .path("application/json")
                        .path("schema")
                : MAPPER.createObjectNode().put("$ref", REFERENCE + "error");
        schemas.problems(schema, tree(exchange.body()), ok ? expanded(exchange) : Set.of())
                .forEach(problem -> problems.add(exchange + ": " + problem));
        if (ok && operation.startsWith("GET /v1/events")) {
            events(tree(exchange.body())).forEach(event -> problems.addAll(eventProblems(event.toString())));
        }
        return problems;
    }

    private static Set<String> expanded(Exchange exchange) {
        String sent = exchange.method().equals("POST") ? exchange.form() : exchange.query();
        Object asked = FormCheck.parsed(sent).get("expand");
        return asked instanceof Map<?, ?> paths
                ? paths.values().stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }

    private static List<JsonNode> events(JsonNode answer) {
        List<JsonNode> events = new ArrayList<>();
        answer.path("data").forEach(events::add);
        return answer.path("object").asText().equals("event") ? List.of(answer) : events;
    }

    /** What is wrong with an event, be it listed or delivered; the object inside is of the schema of its type. */
    public List<String> eventProblems(String json) {
        JsonNode event = tree(json);
        String type = event.path("type").asText();
        List<String> problems = new ArrayList<>();
        schemas.problems(MAPPER.createObjectNode().put("$ref", REFERENCE + "event"), event, Set.of())
                .forEach(problem -> problems.add("event " + type + ": " + problem));
        JsonNode reference = facts.path("x-stripeEvents").path(type);
        if (!reference.isTextual()) {
            problems.add("event " + type + ": no such type");
            return problems;
        }
        JsonNode schema = MAPPER.createObjectNode().put("$ref", reference.asText());
        JsonNode object = event.path("data").path("object");
        schemas.problems(schema, object, Set.of()).forEach(problem -> problems.add("event " + type + ": " + problem));
        previous(event, object).forEach(field -> problems.add("event " + type + ": previous " + field));
        return problems;
    }

    /** Previous attributes belong to updates and name fields that the object has, or that are gone from it. */
    private static List<String> previous(JsonNode event, JsonNode object) {
        JsonNode before = event.path("data").path("previous_attributes");
        List<String> wrong = new ArrayList<>();
        if (before.isObject() && before.isEmpty()) {
            wrong.add("attributes are empty");
        }
        before.properties().stream()
                .filter(field -> field.getValue().equals(object.path(field.getKey())))
                .forEach(field -> wrong.add(field.getKey() + " did not change"));
        return wrong;
    }

    /** Every problem of these calls, each named once with how often it was seen. */
    public List<String> problems(List<Exchange> exchanges, List<String> delivered) {
        Map<String, Integer> counted = new LinkedHashMap<>();
        for (Exchange exchange : exchanges) {
            requestProblems(exchange).forEach(problem -> counted.merge(general(problem), 1, Integer::sum));
            answerProblems(exchange).forEach(problem -> counted.merge(general(problem), 1, Integer::sum));
        }
        delivered.forEach(
                event -> eventProblems(event).forEach(problem -> counted.merge(general(problem), 1, Integer::sum)));
        return counted.entrySet().stream()
                .map(entry -> entry.getValue() + " x " + entry.getKey())
                .toList();
    }

    /** Ids and places in lists differ from call to call. */
    private static String general(String problem) {
        return problem.replaceAll("_1[TL][0-9A-Za-z]+", "_x").replaceAll("\\[\\d+]", "[n]");
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
