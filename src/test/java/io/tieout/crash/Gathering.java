package io.tieout.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tieout.crash.Evidence.Acts;
import io.tieout.crash.Evidence.Charge;
import io.tieout.crash.Evidence.Item;
import io.tieout.crash.Evidence.Known;
import io.tieout.crash.Evidence.Line;
import io.tieout.crash.Evidence.Posting;
import io.tieout.crash.Evidence.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
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
              p.original_date is not null, b.frozen_at
            from posting p join fact f on f.id = p.fact_id left join batch b on b.id = p.batch_id
            where f.object_type = 'charge' and not p.superseded""";
    private static final Set<String> OPEN_DISPUTES =
            Set.of("needs_response", "under_review", "warning_needs_response", "warning_under_review");
    private static final Set<String> VOID_REFUNDS = Set.of("failed", "canceled");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Company company;
    private final Database database;
    private final Acts acts;

    Gathering(Company company, Database database, Acts acts) {
        this.company = company;
        this.database = database;
        this.acts = acts;
    }

    Evidence read() {
        return new Evidence(
                acts,
                charges(),
                lines(),
                ebs("GL_INTERFACE")
                        .map(row -> new Row(
                                row.path("REFERENCE21").asText(),
                                row.path("STATUS").asText()))
                        .toList(),
                ebs("XX_TIEOUT_KEYS")
                        .collect(Collectors.toMap(row -> row.path("REFERENCE").asText(), Gathering::key)),
                ebs("AR_PAYMENT_SCHEDULES_ALL")
                        .collect(Collectors.toMap(
                                row -> row.path("PAYMENT_SCHEDULE_ID").asText(), Gathering::item)),
                database
                        .rows("select object_id from fact where object_type = 'charge'", row -> row.getString(1))
                        .stream()
                        .collect(Collectors.groupingBy(id -> id, Collectors.counting())),
                postings(),
                delivered(),
                new HashSet<>(database.rows("select event_id from event_seen", row -> row.getString(1))));
    }

    private static Known key(JsonNode row) {
        try {
            Map<String, BigDecimal> credits = new HashMap<>();
            for (JsonNode line : JSON.readTree(row.path("LINES_JSON").asText("[]"))) {
                if (line.hasNonNull("reference22")) {
                    BigDecimal sum = decimal(line, "entered_cr").subtract(decimal(line, "entered_dr"));
                    credits.merge(line.path("reference22").asText(), sum, BigDecimal::add);
                }
            }
            return new Known(row.path("STATE").asText(), row.path("GROUP_ID").asText(), Map.copyOf(credits));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Item item(JsonNode row) {
        BigDecimal original = decimal(row, "AMOUNT_DUE_ORIGINAL");
        boolean untouched = decimal(row, "AMOUNT_DUE_REMAINING").compareTo(original) == 0;
        return new Item(
                row.path("TRX_NUMBER").asText(),
                row.path("CUSTOMER_ID").asText(),
                row.path("INVOICE_CURRENCY_CODE").asText(),
                original,
                untouched && !row.hasNonNull("AMOUNT_IN_DISPUTE"));
    }

    private static LocalDate day(JsonNode object) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(object.path("created").asLong()), ZoneId.of(Company.ZONE));
    }

    private List<Charge> charges() {
        Map<String, LocalDate> booked = new HashMap<>();
        stripe("balance_transactions")
                .filter(entry -> entry.path("type").asText().equals("charge"))
                .forEach(entry -> booked.put(entry.path("source").asText(), day(entry)));
        Set<String> disputed = stripe("disputes")
                .filter(dispute -> OPEN_DISPUTES.contains(dispute.path("status").asText()))
                .map(dispute -> dispute.path("charge").asText())
                .collect(Collectors.toSet());
        Map<String, Long> refunded = new HashMap<>();
        stripe("refunds")
                .filter(refund -> !VOID_REFUNDS.contains(refund.path("status").asText()))
                .filter(refund -> Optional.ofNullable(
                                booked.get(refund.path("charge").asText()))
                        .map(YearMonth::from)
                        .equals(Optional.of(YearMonth.from(day(refund)))))
                .forEach(refund -> refunded.merge(
                        refund.path("charge").asText(), refund.path("amount").asLong(), Long::sum));
        return stripe("charges")
                .filter(charge -> charge.path("status").asText().equals("succeeded"))
                .map(charge -> {
                    String id = charge.path("id").asText();
                    long captured = charge.path("amount_captured").asLong();
                    return new Charge(
                            id,
                            charge.path("currency").asText().toUpperCase(Locale.ROOT),
                            captured,
                            Optional.ofNullable(booked.get(id)),
                            disputed.contains(id),
                            refunded.getOrDefault(id, 0L) >= captured);
                })
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
                        row.getBoolean(9),
                        Optional.ofNullable(row.getObject(10, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)));
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
