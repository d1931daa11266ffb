package io.tieout.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.connection.ConnectionEditor;
import io.tieout.connection.LinkEditor;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sandbox company's settings, as {@code src/docs/sandbox.md} tells them. */
@ApplicationScoped
class Acme {
    static final String TENANT = "acme";
    static final String STRIPE = "acme-stripe";
    static final String EBS = "acme-ebs";
    static final String LINK = "acme-charges";
    static final String STRIPE_KEY = "sk_test_acme";
    static final Map<String, String> EBS_CREDENTIALS = Map.of("user", "TIEOUT_SVC", "password", "sandbox-only");

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Map<String, String> CLEARING = Map.of(
            "USD", "01-000-1150-0000-000",
            "EUR", "01-000-1151-0000-000",
            "JPY", "01-000-1152-0000-000",
            "KWD", "01-000-1153-0000-000");
    private static final List<String> COLUMNS = List.of("stripe_customer", "account_number", "cust_account_id");

    private final ObjectMapper json;
    private final Clock clock;

    Acme(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    ConnectionEditor.Draft stripe(String base) {
        JsonNode settings = json.createObjectNode().put("account", "acct_acme").put("livemode", false);
        return new ConnectionEditor.Draft("stripe", base, settings);
    }

    ConnectionEditor.Draft ebs(String base) {
        JsonNode settings = json.createObjectNode()
                .put("alias", "tieout")
                .put("path", "/webservices/rest")
                .put("responsibility", "TIEOUT_INTEGRATION")
                .put("application", "SQLGL")
                .put("securityGroup", "STANDARD")
                .put("language", "AMERICAN")
                .put("org", "204");
        return new ConnectionEditor.Draft("ebs", base, settings);
    }

    LinkEditor.Draft link() {
        LocalDate start =
                LocalDate.ofInstant(clock.instant(), ZONE).minusMonths(1).withDayOfMonth(1);
        ObjectNode settings = json.createObjectNode();
        settings.put("livemode", false).put("startDate", start.toString()).put("zone", ZONE.getId());
        settings.putObject("ledger")
                .put("id", "1")
                .put("currency", "USD")
                .put("source", "Tieout")
                .put("category", "Tieout Receipts");
        ObjectNode accounts = settings.putObject("accounts").put("credit", "01-000-2150-0000-000");
        accounts.put("unapplied", "01-000-2160-0000-000").put("unidentified", "01-000-2161-0000-000");
        accounts.put("overShort", "01-000-6520-0000-000");
        ObjectNode clearing = accounts.putObject("clearing");
        CLEARING.forEach(clearing::put);
        settings.putArray("entities").add("204");
        settings.putObject("matching").putArray("otherEntities").add("205");
        return new LinkEditor.Draft("stripe-charges-to-ebs-ledger", STRIPE, EBS, settings);
    }

    /** The customers of the simulators, in the form of the API's import. */
    String customers() {
        List<List<String>> lines =
                resource().lines().map(line -> List.of(line.split(",", -1))).toList();
        List<Integer> places = COLUMNS.stream().map(lines.get(0)::indexOf).toList();
        return lines.stream()
                .skip(1)
                .filter(line -> line.size() > 1 && !line.get(places.get(0)).isBlank())
                .map(line ->
                        String.join(",", line.get(places.get(0)), line.get(places.get(2)), line.get(places.get(1))))
                .collect(Collectors.joining("\n", "customer,account,account_number\n", "\n"));
    }

    private static String resource() {
        String name = "sandbox/acme-customers.csv";
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not part of this program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " can't be read", e);
        }
    }
}
