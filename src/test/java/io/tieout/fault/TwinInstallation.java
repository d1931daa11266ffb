package io.tieout.fault;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Another installation that calls the package in the same ERP, with nothing of our program but its wire format. */
@ApplicationScoped
class TwinInstallation {
    private final ObjectMapper json = new ObjectMapper();
    private final String address;

    TwinInstallation(@ConfigProperty(name = "tieout.sandbox.ebs.port") int port) {
        this.address = "http://127.0.0.1:" + port + "/webservices/rest/tieout/load_journals/";
    }

    /** Loads one small posting; answers the OUT parameters. */
    JsonNode load(String installation, long number, String reference) {
        String batch = batch(reference);
        ObjectNode root = json.createObjectNode();
        root.putObject("LOAD_JOURNALS_Input")
                .putObject("InputParameters")
                .put("P_INSTALLATION", installation)
                .put("P_INCARNATION", "1")
                .put("P_LOAD_NUMBER", Long.toString(number))
                .put("P_REQUEST_KEY", sha256(batch))
                .put("P_BATCH_JSON", batch);
        String answer = given().auth()
                .preemptive()
                .basic("TIEOUT_SVC", "sandbox-only")
                .contentType(ContentType.JSON)
                .accept(ContentType.JSON)
                .body(root.toString())
                .post(address)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        try {
            return json.readTree(answer).path("OutputParameters");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String batch(String reference) {
        ObjectNode batch = json.createObjectNode()
                .put("ledger_id", "1")
                .put("accounting_date", "2026-11-20")
                .put("je_source", "Tieout")
                .put("je_category", "Tieout Receipts");
        ObjectNode posting = batch.putArray("postings").addObject().put("reference", reference);
        posting.putArray("lines").add(line("1.00", null, "1150")).add(line(null, "1.00", "2150"));
        posting.put("content_hash", sha256(posting.path("lines").toString()));
        return batch.toString();
    }

    private ObjectNode line(String debit, String credit, String account) {
        return json.createObjectNode()
                .put("account", "01-000-" + account + "-0000-000")
                .put("currency_code", "USD")
                .put("entered_dr", debit)
                .put("entered_cr", credit)
                .putNull("conversion_type")
                .putNull("conversion_date")
                .put("reference22", "1")
                .put("description", "twin");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
