package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ebs.GlRows.InterfaceRow;
import io.tieout.sandbox.ebs.GlSetupRows.CodeCombination;
import io.tieout.sandbox.ebs.GlSetupRows.Currency;
import io.tieout.sandbox.ebs.GlSetupRows.DailyRate;
import io.tieout.sandbox.ebs.GlSetupRows.Ledger;
import io.tieout.sandbox.ebs.GlSetupRows.PeriodStatus;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Journal Import's checks of single rows and of each journal's balance (oracle-ebs-tables.md 3.2). */
final class ImportRules {

    private static final Set<String> TYPES = Set.of("Corporate", "Spot", "User");
    private static final Set<String> IMPORTABLE = Set.of("O", "F");

    /** What one journal has in common. */
    record JournalKey(
            String category,
            String currency,
            String period,
            @Nullable LocalDate conversionDate,
            @Nullable String conversionType) {}

    private final EbsTables db;
    private final Ledgers ledgers;

    ImportRules(EbsTables db, Ledgers ledgers) {
        this.db = db;
        this.ledgers = ledgers;
    }

    /** The code of every row that fails, by row id; empty when all are fine. */
    Map<Long, String> errors(List<InterfaceRow> rows) {
        Map<Long, String> errors = new HashMap<>();
        rows.forEach(row -> error(row).ifPresent(code -> errors.put(row.rowId(), code)));
        journals(rows).values().stream()
                .filter(ImportRules::unbalanced)
                .forEach(journal -> journal.forEach(row -> errors.putIfAbsent(row.rowId(), "EU02")));
        return errors;
    }

    /** The rows by journal, in the order of the rows. */
    Map<JournalKey, List<InterfaceRow>> journals(Collection<InterfaceRow> rows) {
        Map<JournalKey, List<InterfaceRow>> journals = new LinkedHashMap<>();
        rows.forEach(row ->
                journals.computeIfAbsent(journal(row), key -> new ArrayList<>()).add(row));
        return journals;
    }

    private JournalKey journal(InterfaceRow row) {
        String period = ledgers.period(row.ledgerId(), row.accountingDate())
                .map(PeriodStatus::periodName)
                .orElse("");
        return new JournalKey(
                row.userJeCategoryName(),
                row.currencyCode(),
                period,
                row.currencyConversionDate(),
                row.userCurrencyConversionType());
    }

    private static boolean unbalanced(List<InterfaceRow> journal) {
        BigDecimal sum = BigDecimal.ZERO;
        for (InterfaceRow row : journal) {
            sum = row.enteredDr() == null ? sum : sum.add(row.enteredDr());
            sum = row.enteredCr() == null ? sum : sum.subtract(row.enteredCr());
        }
        return sum.signum() != 0;
    }

    private Optional<String> error(InterfaceRow row) {
        Optional<Ledger> ledger = db.ledgers.get(EbsTables.id(row.ledgerId()));
        if (ledger.isEmpty()) {
            return Optional.of("EM03");
        }
        if (!db.categories.anyByIndex("user", row.userJeCategoryName())) {
            return Optional.of("EM01");
        }
        return period(row).or(() -> account(row)).or(() -> currency(row, ledger.get()));
    }

    private Optional<String> period(InterfaceRow row) {
        Optional<PeriodStatus> period = ledgers.period(row.ledgerId(), row.accountingDate());
        if (period.isEmpty()) {
            return Optional.of("EP02");
        }
        return IMPORTABLE.contains(period.get().closingStatus()) ? Optional.empty() : Optional.of("EP01");
    }

    private Optional<String> account(InterfaceRow row) {
        Optional<CodeCombination> found = db.combinations.get(EbsTables.id(row.codeCombinationId()));
        if (found.isEmpty()) {
            return Optional.of("EF05");
        }
        CodeCombination account = found.get();
        if (!account.enabledFlag().equals("Y")) {
            return Optional.of("EF03");
        }
        if (!account.activeOn(row.accountingDate())) {
            return Optional.of("EF01");
        }
        boolean postable = account.detailPostingAllowedFlag().equals("Y")
                && account.summaryFlag().equals("N");
        return postable ? Optional.empty() : Optional.of("EF02");
    }

    private Optional<String> currency(InterfaceRow row, Ledger ledger) {
        boolean valid = db.currencies
                .get(row.currencyCode())
                .map(Currency::enabledFlag)
                .filter("Y"::equals)
                .isPresent();
        if (!valid) {
            return Optional.of("EC08");
        }
        if (row.currencyCode().equals(ledger.currencyCode())) {
            return Optional.empty();
        }
        if (row.userCurrencyConversionType() == null) {
            return Optional.of("EC03");
        }
        if (!TYPES.contains(row.userCurrencyConversionType())) {
            return Optional.of("EC11");
        }
        if (row.currencyConversionDate() == null) {
            return Optional.of("EC02");
        }
        return rate(row, ledger).isPresent() ? Optional.empty() : Optional.of("EC06");
    }

    /** The rate from the row's currency to the ledger's; 1 in the ledger's own. */
    Optional<BigDecimal> rate(InterfaceRow row, Ledger ledger) {
        LocalDate date = row.currencyConversionDate();
        String type = row.userCurrencyConversionType();
        if (row.currencyCode().equals(ledger.currencyCode())) {
            return Optional.of(BigDecimal.ONE);
        }
        if (date == null || type == null) {
            return Optional.empty();
        }
        return db.rates
                .get(DailyRate.key(row.currencyCode(), ledger.currencyCode(), type, date))
                .map(DailyRate::conversionRate);
    }
}
