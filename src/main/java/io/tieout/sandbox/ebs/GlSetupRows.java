package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperSnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Set-up rows of General Ledger and FND_CURRENCIES, columns as in EBS R12.2. Dates are corporate calendar days. */
final class GlSetupRows {

    private GlSetupRows() {}

    /** GL_LEDGERS. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record Ledger(
            long ledgerId, String name, String currencyCode, long chartOfAccountsId, String suspenseAllowedFlag) {}

    /** GL_JE_SOURCES: the internal name is the key, programs' input carries the user's name. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record JeSource(
            String jeSourceName, String userJeSourceName, String journalReferenceFlag, String journalApprovalFlag) {

        JeSource approval(boolean on) {
            return new JeSource(jeSourceName, userJeSourceName, journalReferenceFlag, on ? "Y" : "N");
        }
    }

    /** GL_JE_CATEGORIES. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record JeCategory(String jeCategoryName, String userJeCategoryName) {}

    /** GL_CODE_COMBINATIONS, with the concatenation that its view GL_CODE_COMBINATIONS_KFV adds. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record CodeCombination(
            long codeCombinationId,
            long chartOfAccountsId,
            String concatenatedSegments,
            String enabledFlag,
            String summaryFlag,
            String detailPostingAllowedFlag,
            @Nullable LocalDate startDateActive,
            @Nullable LocalDate endDateActive,
            @Nullable String reference3) {

        CodeCombination enabled(boolean on) {
            return new CodeCombination(
                    codeCombinationId,
                    chartOfAccountsId,
                    concatenatedSegments,
                    on ? "Y" : "N",
                    summaryFlag,
                    detailPostingAllowedFlag,
                    startDateActive,
                    endDateActive,
                    reference3);
        }

        boolean activeOn(LocalDate date) {
            boolean started = startDateActive == null || !date.isBefore(startDateActive);
            return started && (endDateActive == null || !date.isAfter(endDateActive));
        }
    }

    /** GL_PERIOD_STATUSES: one row per application; CLOSING_STATUS O, F, C, P or N. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record PeriodStatus(
            long applicationId,
            long ledgerId,
            String periodName,
            LocalDate startDate,
            LocalDate endDate,
            String closingStatus,
            String adjustmentPeriodFlag) {

        PeriodStatus closing(String status) {
            return new PeriodStatus(
                    applicationId, ledgerId, periodName, startDate, endDate, status, adjustmentPeriodFlag);
        }

        boolean covers(LocalDate date) {
            return !date.isBefore(startDate) && !date.isAfter(endDate);
        }
    }

    /** GL_DAILY_RATES: one unit of FROM_CURRENCY in TO_CURRENCY. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record DailyRate(
            String fromCurrency,
            String toCurrency,
            LocalDate conversionDate,
            String conversionType,
            BigDecimal conversionRate) {

        static String key(String from, String to, String type, LocalDate date) {
            return from + '/' + to + '/' + type + '/' + date;
        }
    }

    /** FND_CURRENCIES. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record Currency(
            String currencyCode, int precision, @Nullable BigDecimal minimumAccountableUnit, String enabledFlag) {}
}
