package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.connection.ChangeRefused.Problem;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.domain.ledger.LedgerPolicy.Accounts;
import io.tieout.domain.ledger.LedgerPolicy.Batching;
import io.tieout.domain.ledger.LedgerPolicy.Books;
import io.tieout.domain.ledger.LedgerPolicy.Unmatched;
import io.tieout.domain.ledger.QuietWindow;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the settings of a link of flow {@code stripe-charges-to-ebs-ledger} (schema
 * {@code schema/link-stripe-charges-to-ebs-ledger.json}), with the defaults that the schema names.
 */
final class LedgerSettings {
    private static final Duration FAR = Duration.ofDays(3650);

    private final JsonNode settings;
    private final List<Problem> problems = new ArrayList<>();

    private LedgerSettings(JsonNode settings) {
        this.settings = settings;
    }

    /**
     * Reads settings that fit the schema.
     *
     * @throws ChangeRefused (INVALID) naming each field whose value can't be: an unknown zone, currency, date ...
     */
    static LedgerPolicy read(JsonNode settings) {
        LedgerSettings reader = new LedgerSettings(settings);
        LedgerPolicy policy = reader.policy();
        if (!reader.problems.isEmpty()) {
            throw ChangeRefused.invalid(reader.problems);
        }
        return policy;
    }

    /** Whether the link may name accounts that a subledger owns (accounting.md rule 2). */
    static boolean allowsControlAccount(JsonNode settings) {
        return settings.path("allowControlAccount").asBoolean(false);
    }

    private LedgerPolicy policy() {
        return new LedgerPolicy(
                settings.path("livemode").asBoolean(),
                value("startDate", "", LocalDate::parse, LocalDate.EPOCH, "is no date: write it as 2026-11-01"),
                value("zone", "", ZoneId::of, ZoneId.of("UTC"), "is no time zone: write it as America/New_York"),
                books(),
                entities(),
                settings.path("invoiceKey").asText("invoice_number"),
                settings.path("customerKey").asText("ebs_account_number"),
                duration("bookingLimit", "P3D"),
                settings.path("moveToOpenPeriod").asBoolean(true),
                new Batching(
                        settings.at("/batch/most").asInt(100),
                        duration("batch.age", "PT2S"),
                        duration("batch.alertAfter", "PT30M"),
                        quietWindow()),
                new MatchingSettings(settings, problems).read(),
                unmatched());
    }

    private Optional<QuietWindow> quietWindow() {
        if (settings.at("/batch/quietWindow").isMissingNode()) {
            return Optional.empty();
        }
        LocalTime from = time("batch.quietWindow.from");
        LocalTime to = time("batch.quietWindow.to");
        if (from.equals(to)) {
            problem("batch.quietWindow.to", "must be another time than from");
            return Optional.empty();
        }
        return Optional.of(new QuietWindow(from, to));
    }

    private LocalTime time(String field) {
        return value(field, "", LocalTime::parse, LocalTime.MIDNIGHT, "is no time of the day: write it as 22:00");
    }

    private Unmatched unmatched() {
        Unmatched wanted =
                Unmatched.valueOf(settings.path("unmatched").asText("hold").toUpperCase(Locale.ROOT));
        for (String name : wanted == Unmatched.RECORD ? List.of("unapplied", "unidentified") : List.<String>of()) {
            if (account(name).isEmpty()) {
                problem("accounts." + name, "is needed where unmatched money is recorded");
            }
        }
        return wanted;
    }

    private Books books() {
        JsonNode ledger = settings.path("ledger");
        return new Books(
                ledger.path("id").asText(),
                currency("ledger.currency", ledger.path("currency").asText()),
                ledger.path("source").asText(),
                ledger.path("category").asText(),
                accounts(),
                ledger.path("conversionType").asText("Corporate"));
    }

    private Accounts accounts() {
        return new Accounts(
                clearing(),
                settings.at("/accounts/credit").asText(),
                account("unapplied"),
                account("unidentified"),
                account("overShort"));
    }

    private Optional<String> account(String name) {
        return Optional.of(settings.at("/accounts/" + name).asText()).filter(text -> !text.isEmpty());
    }

    private Map<String, String> clearing() {
        Map<String, String> accounts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field :
                settings.at("/accounts/clearing").properties()) {
            Currency currency = currency("accounts.clearing." + field.getKey(), field.getKey());
            accounts.put(currency.getCurrencyCode(), field.getValue().asText());
        }
        return accounts;
    }

    private Set<String> entities() {
        Set<String> entities = new HashSet<>();
        settings.path("entities").forEach(entity -> entities.add(entity.asText()));
        return entities;
    }

    private Currency currency(String field, String code) {
        try {
            Currency currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException e) {
            // Told below, in our words.
        }
        problem(field, "'" + code + "' is no currency of ISO 4217: write it as USD");
        return Currency.getInstance("USD");
    }

    private Duration duration(String field, String otherwise) {
        Duration standard = Duration.parse(otherwise);
        Duration read =
                value(field, otherwise, Duration::parse, standard, "is no duration of ISO 8601: write it as PT30M");
        if (read.isNegative() || read.isZero() || read.compareTo(FAR) > 0) {
            problem(field, "must be longer than nothing and at most ten years, for example " + otherwise);
            return standard;
        }
        return read;
    }

    private <T> T value(String field, String otherwise, Function<String, T> parse, T instead, String problem) {
        String text = settings.at("/" + field.replace('.', '/')).asText(otherwise);
        try {
            return parse.apply(text);
        } catch (DateTimeException e) {
            problem(field, "'" + text + "' " + problem);
            return instead;
        }
    }

    private void problem(String field, String message) {
        problems.add(new Problem("settings." + field, message));
    }
}
