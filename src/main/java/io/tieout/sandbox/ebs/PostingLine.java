package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.sandbox.ebs.GlSetupRows.CodeCombination;
import io.tieout.sandbox.ebs.GlSetupRows.Currency;
import io.tieout.sandbox.ebs.GlSetupRows.Ledger;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One checked line of a posting: amounts in major units of its currency, with that currency's decimals. */
record PostingLine(
        long account,
        String currency,
        @Nullable BigDecimal debit,
        @Nullable BigDecimal credit,
        @Nullable String conversionType,
        @Nullable LocalDate conversionDate,
        @Nullable String reference22,
        @Nullable String description) {

    private static final int TEXT_MAX = 240;
    private static final int TYPE_MAX = 30;

    /** The reason why a posting is not taken; the message is the contract's {@code reason}. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * Reads and checks the lines of one posting.
     *
     * @throws Refused for what the contract refuses: no lines, texts too long, amounts, accounts, foreign currency
     *     without conversion, balance
     */
    static List<PostingLine> of(JsonNode lines, EbsTables db, Ledger ledger) {
        if (!lines.isArray() || lines.isEmpty()) {
            throw new Refused("there are no lines");
        }
        List<PostingLine> checked = new ArrayList<>();
        lines.forEach(line -> checked.add(line(line, db)));
        checked.forEach(line -> line.checkConversion(ledger));
        balance(checked);
        return checked;
    }

    private static PostingLine line(JsonNode line, EbsTables db) {
        String code = text(line, "currency_code").orElseThrow(() -> new Refused("currency_code is missing"));
        Currency currency = db.currencies
                .get(code)
                .orElseThrow(() -> new Refused("currency_code: there is no currency of this code"));
        Optional<BigDecimal> debit = amount(line, "entered_dr", currency);
        Optional<BigDecimal> credit = amount(line, "entered_cr", currency);
        if (debit.isPresent() == credit.isPresent()) {
            throw new Refused("a line needs either entered_dr or entered_cr");
        }
        return new PostingLine(
                account(line, db),
                code,
                debit.orElse(null),
                credit.orElse(null),
                limited(line, "conversion_type", TYPE_MAX),
                date(line),
                limited(line, "reference22", TEXT_MAX),
                limited(line, "description", TEXT_MAX));
    }

    private static long account(JsonNode line, EbsTables db) {
        String segments = text(line, "account").orElse("");
        return db.combinations.byIndex("segments", segments).stream()
                .findFirst()
                .map(CodeCombination::codeCombinationId)
                .orElseThrow(() -> new Refused("account: there is no combination " + segments));
    }

    private static Optional<BigDecimal> amount(JsonNode line, String field, Currency currency) {
        return text(line, field).map(text -> {
            if (!text.matches("[0-9]{1,20}(\\.[0-9]{1,10})?")) {
                throw new Refused(field + ": a positive amount in plain digits is needed");
            }
            BigDecimal amount = new BigDecimal(text);
            if (amount.signum() <= 0) {
                throw new Refused(field + ": the amount is not positive");
            }
            if (amount.stripTrailingZeros().scale() > currency.precision()) {
                throw new Refused(field + ": more decimals than " + currency.currencyCode() + " has");
            }
            return amount.setScale(currency.precision());
        });
    }

    private static @Nullable LocalDate date(JsonNode line) {
        try {
            return text(line, "conversion_date").map(LocalDate::parse).orElse(null);
        } catch (DateTimeParseException e) {
            throw new Refused("conversion_date: a date YYYY-MM-DD is needed");
        }
    }

    private static @Nullable String limited(JsonNode line, String field, int max) {
        String text = text(line, field).orElse(null);
        if (text != null && text.length() > max) {
            throw new Refused(field + ": longer than " + max);
        }
        return text;
    }

    static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    private static void balance(List<PostingLine> lines) {
        Map<String, BigDecimal> sums = new HashMap<>();
        lines.forEach(line -> sums.merge(line.currency(), line.signed(), BigDecimal::add));
        sums.forEach((currency, sum) -> {
            if (sum.signum() != 0) {
                throw new Refused("debits are not equal to credits in " + currency);
            }
        });
    }

    private void checkConversion(Ledger ledger) {
        boolean foreign = !currency.equals(ledger.currencyCode());
        if (foreign && (conversionType == null || conversionDate == null)) {
            throw new Refused("a foreign currency line needs conversion_type and conversion_date");
        }
    }

    private BigDecimal signed() {
        return debit != null ? debit : credit == null ? BigDecimal.ZERO : credit.negate();
    }
}
