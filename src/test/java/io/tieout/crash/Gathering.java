package io.tieout.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.crash.Evidence.Charge;
import io.tieout.crash.Evidence.Line;
import io.tieout.crash.Evidence.Posting;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the evidence: tables of both simulators over their own pages, and the application's database. */
final class Gathering {
    private static final String POSTINGS = """
            select f.object_id, p.effect, p.generation, p.state, p.reason, p.reference, p.amount_minor, p.currency,
              p.original_date is not null
            from posting p join fact f on f.id = p.fact_id where f.object_type = 'charge' and not p.superseded""";

    private final Company company;
    private final Database database;

    Gathering(Company company, Database database) {
        this.company = company;
        this.database = database;
    }

    Evidence read() {
        return new Evidence(
                charges(),
                lines(),
                ebs("GL_INTERFACE").map(row -> row.path("REFERENCE21").asText()).toList(),
                ebs("XX_TIEOUT_KEYS")
                        .collect(Collectors.toMap(
                                row -> row.path("REFERENCE").asText(),
                                row -> row.path("STATE").asText())),
                ebs("AR_PAYMENT_SCHEDULES_ALL")
                        .collect(Collectors.toMap(
                                row -> row.path("PAYMENT_SCHEDULE_ID").asText(),
                                row -> decimal(row, "AMOUNT_DUE_ORIGINAL"))),
                database
                        .rows("select object_id from fact where object_type = 'charge'", row -> row.getString(1))
                        .stream()
                        .collect(Collectors.groupingBy(id -> id, Collectors.counting())),
                postings(),
                delivered(),
                new HashSet<>(database.rows("select event_id from event_seen", row -> row.getString(1))));
    }

    private List<Charge> charges() {
        Map<String, LocalDate> booked = new HashMap<>();
        stripe("balance_transactions")
                .filter(entry -> entry.path("type").asText().equals("charge"))
                .forEach(entry -> booked.put(
                        entry.path("source").asText(),
                        LocalDate.ofInstant(
                                Instant.ofEpochSecond(entry.path("created").asLong()), ZoneId.of(Company.ZONE))));
        return stripe("charges")
                .filter(charge -> charge.path("status").asText().equals("succeeded"))
                .map(charge -> new Charge(
                        charge.path("id").asText(),
                        charge.path("currency").asText().toUpperCase(Locale.ROOT),
                        charge.path("amount_captured").asLong(),
                        Optional.ofNullable(booked.get(charge.path("id").asText()))))
                .toList();
    }

    private List<Line> lines() {
        Map<String, String> accounts = ebs("GL_CODE_COMBINATIONS")
                .collect(Collectors.toMap(
                        row -> row.path("CODE_COMBINATION_ID").asText(),
                        row -> row.path("CONCATENATED_SEGMENTS").asText()));
        Map<String, String> currencies = ebs("GL_JE_HEADERS")
                .collect(Collectors.toMap(
                        row -> row.path("JE_HEADER_ID").asText(),
                        row -> row.path("CURRENCY_CODE").asText()));
        return ebs("GL_JE_LINES")
                .map(row -> new Line(
                        row.path("JE_HEADER_ID").asText(),
                        row.path("REFERENCE_1").asText(),
                        row.path("DESCRIPTION").asText().split(" ", 2)[0],
                        accounts.get(row.path("CODE_COMBINATION_ID").asText()),
                        currencies.get(row.path("JE_HEADER_ID").asText()),
                        LocalDate.parse(row.path("EFFECTIVE_DATE").asText()),
                        row.path("STATUS").asText().equals("P"),
                        decimal(row, "ENTERED_DR"),
                        decimal(row, "ENTERED_CR"),
                        row.path("REFERENCE_2").isNull()
                                ? ""
                                : row.path("REFERENCE_2").asText()))
                .toList();
    }

    private List<Posting> postings() {
        return database.rows(
                POSTINGS,
                row -> new Posting(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        row.getString(8),
                        row.getBoolean(9)));
    }

    private Set<String> delivered() {
        return stripe("deliveries")
                .filter(delivery -> StreamSupport.stream(
                                delivery.path("attempts").spliterator(), false)
                        .anyMatch(attempt -> attempt.path("status").asInt() / 100 == 2))
                .map(delivery -> delivery.path("event").asText())
                .collect(Collectors.toSet());
    }

    private static BigDecimal decimal(JsonNode row, String column) {
        JsonNode value = row.path(column);
        return value.isNull() || value.isMissingNode() ? BigDecimal.ZERO : new BigDecimal(value.asText());
    }

    private Stream<JsonNode> ebs(String table) {
        return rows(company.ebs(), table);
    }

    private Stream<JsonNode> stripe(String table) {
        return rows(company.stripe(), table);
    }

    private static Stream<JsonNode> rows(Http system, String table) {
        return StreamSupport.stream(system.get("/_sandbox/tables/" + table).spliterator(), false);
    }
}
