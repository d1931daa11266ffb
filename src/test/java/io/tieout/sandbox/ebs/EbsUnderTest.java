package io.tieout.sandbox.ebs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.HostSettings;
import io.tieout.sandbox.SandboxClient;
import io.tieout.sandbox.SandboxHost;
import io.tieout.sandbox.SandboxJson;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A running sandbox EBS with the calls that its tests repeat. */
final class EbsUnderTest implements AutoCloseable {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
    static final String INSTALLATION = "test";

    private final SandboxHost host;
    final SandboxClient http;
    private long loadNumber;

    EbsUnderTest(Optional<Path> data) {
        host = EbsSimulator.host(new HostSettings("ebs", 0, data, CLOCK));
        http = new SandboxClient(host.baseUrl());
    }

    static EbsUnderTest start() throws IOException {
        EbsUnderTest ebs = new EbsUnderTest(Optional.empty());
        ebs.settings("{\"requestDuration\":\"PT0.03S\",\"autoPostDelay\":\"PT0.03S\"}");
        return ebs;
    }

    static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    HttpRequest.Builder request(String path, String body) {
        return http.request(path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> post(String path, String body) throws IOException {
        return http.send(request(path, body).header("Authorization", basic("TIEOUT_SVC", "sandbox-only")));
    }

    /** One call of the package; the answer is its OutputParameters. */
    JsonNode call(String name, Map<String, String> parameters) throws IOException {
        ObjectNode root = SandboxJson.MAPPER.createObjectNode();
        ObjectNode input = root.putObject(name + "_Input").putObject("InputParameters");
        parameters.forEach(input::put);
        HttpResponse<String> answer =
                post("/webservices/rest/tieout/" + name.toLowerCase(Locale.ROOT) + "/", root.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SandboxJson.MAPPER.readTree(answer.body()).path("OutputParameters");
    }

    static JsonNode json(JsonNode output, String name) throws IOException {
        assertThat(output.path("X_RETURN_STATUS").asText())
                .as(output.toString())
                .isEqualTo("S");
        return SandboxJson.MAPPER.readTree(output.path(name).asText());
    }

    static ObjectNode line(String account, String currency, String debit, String credit) {
        ObjectNode line = SandboxJson.MAPPER.createObjectNode();
        line.put("account", account).put("currency_code", currency);
        line.put("entered_dr", debit).put("entered_cr", credit);
        boolean foreign = !currency.equals("USD");
        line.put("conversion_type", foreign ? "Corporate" : null);
        line.put("conversion_date", foreign ? "2026-11-20" : null);
        return line.put("reference22", "10001").put("description", "ch_1 INV-10001");
    }

    /** A posting of two lines in USD: clearing account against receipts not yet in AR. */
    static ObjectNode posting(String reference, String amount) {
        return posting(
                reference,
                line("01-000-1150-0000-000", "USD", amount, null),
                line("01-000-2150-0000-000", "USD", null, amount));
    }

    static ObjectNode posting(String reference, ObjectNode... lines) {
        ObjectNode posting = SandboxJson.MAPPER.createObjectNode().put("reference", reference);
        ArrayNode array = SandboxJson.MAPPER.createArrayNode().addAll(List.of(lines));
        posting.put("content_hash", sha256(array.toString()));
        posting.set("lines", array);
        return posting;
    }

    static String batch(String date, ObjectNode... postings) {
        ObjectNode batch = SandboxJson.MAPPER.createObjectNode();
        batch.put("ledger_id", "1").put("accounting_date", date).put("je_source", "Tieout");
        batch.put("je_category", "Tieout Receipts").putArray("postings").addAll(List.of(postings));
        return batch.toString();
    }

    JsonNode load(long number, String batch) throws IOException {
        return call("LOAD_JOURNALS", loadParameters(1, number, batch));
    }

    static Map<String, String> loadParameters(long incarnation, long number, String batch) {
        return Map.of(
                "P_INSTALLATION", INSTALLATION,
                "P_INCARNATION", Long.toString(incarnation),
                "P_LOAD_NUMBER", Long.toString(number),
                "P_REQUEST_KEY", sha256(batch),
                "P_BATCH_JSON", batch);
    }

    /** Loads with the next number; the answer is the array of results. */
    JsonNode loadAll(String date, ObjectNode... postings) throws IOException {
        loadNumber++;
        return json(load(loadNumber, batch(date, postings)), "X_RESULTS_JSON");
    }

    JsonNode write(String name, Map<String, String> parameters) throws IOException {
        return writeAs(INSTALLATION, name, parameters);
    }

    JsonNode writeAs(String installation, String name, Map<String, String> parameters) throws IOException {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("P_INSTALLATION", installation);
        all.put("P_INCARNATION", "1");
        return call(name, all);
    }

    JsonNode submit(String group, int run) throws IOException {
        return write("SUBMIT_IMPORT", Map.of("P_GROUP_ID", group, "P_RUN_NUMBER", Integer.toString(run)));
    }

    JsonNode find(String reference) throws IOException {
        JsonNode output = call("FIND_REFERENCES", Map.of("P_REFERENCES_JSON", "[\"" + reference + "\"]"));
        return json(output, "X_ROWS_JSON").get(0);
    }

    void awaitStage(String reference, String stage) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThat(find(reference).path("stage").asText()).isEqualTo(stage));
    }

    JsonNode awaitRequest(String id) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> requestTree(id).path("dev_phase").asText().equals("COMPLETE"));
        try {
            return requestTree(id);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode requestTree(String id) throws IOException {
        return json(call("GET_REQUEST", Map.of("P_REQUEST_ID", id)), "X_REQUEST_JSON");
    }

    JsonNode groupRows(String group) throws IOException {
        JsonNode output = call("GET_GROUP_ROWS", Map.of("P_GROUP_ID", group, "P_PAGE_SIZE", "100"));
        return json(output, "X_ROWS_JSON");
    }

    void settings(String json) throws IOException {
        control("/_sandbox/settings", json);
    }

    void fault(String operation, String fault) throws IOException {
        control(
                "/_sandbox/faults",
                "{\"operation\":\"" + operation + "\",\"fault\":\"" + fault + "\",\"delay\":\"PT0.3S\"}");
    }

    JsonNode control(String path, String json) throws IOException {
        HttpResponse<String> answer = http.post(path, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SandboxJson.MAPPER.readTree(answer.body());
    }

    static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
