package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperSnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Rows of journals and of Journal Import's input, columns as in EBS R12.2. ENTERED_ amounts are in the line's
 * currency, ACCOUNTED_ ones in the ledger's, both in major units. */
final class GlRows {

    private GlRows() {}

    /** GL_INTERFACE; the real table has no key, ROW_ID stands for its ROWID. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record InterfaceRow(
            long rowId,
            String status,
            long ledgerId,
            LocalDate accountingDate,
            String currencyCode,
            LocalDateTime dateCreated,
            long createdBy,
            String actualFlag,
            String userJeCategoryName,
            String userJeSourceName,
            @Nullable LocalDate currencyConversionDate,
            @Nullable String userCurrencyConversionType,
            long codeCombinationId,
            @Nullable BigDecimal enteredDr,
            @Nullable BigDecimal enteredCr,
            long groupId,
            @Nullable String reference1,
            @Nullable String reference4,
            @Nullable String reference6,
            @Nullable String reference10,
            @Nullable String reference21,
            @Nullable String reference22) {

        InterfaceRow status(String code) {
            return changed(code, accountingDate, codeCombinationId, groupId);
        }

        InterfaceRow renewed(long group) {
            return changed("NEW", accountingDate, codeCombinationId, group);
        }

        InterfaceRow corrected(LocalDate date, long account) {
            return changed(status, date, account, groupId);
        }

        private InterfaceRow changed(String code, LocalDate date, long account, long group) {
            return new InterfaceRow(
                    rowId,
                    code,
                    ledgerId,
                    date,
                    currencyCode,
                    dateCreated,
                    createdBy,
                    actualFlag,
                    userJeCategoryName,
                    userJeSourceName,
                    currencyConversionDate,
                    userCurrencyConversionType,
                    account,
                    enteredDr,
                    enteredCr,
                    group,
                    reference1,
                    reference4,
                    reference6,
                    reference10,
                    reference21,
                    reference22);
        }
    }

    /** GL_JE_BATCHES; STATUS U or P here, APPROVAL_STATUS_CODE Z none needed, R required, A approved. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record Batch(
            long jeBatchId,
            String name,
            String status,
            String defaultPeriodName,
            @Nullable LocalDate postedDate,
            @Nullable Long postingRunId,
            long requestId,
            long groupId,
            String approvalStatusCode) {

        boolean postable() {
            return status.equals("U") && !approvalStatusCode.equals("R");
        }

        Batch posted(LocalDate date, long run) {
            return new Batch(
                    jeBatchId, name, "P", defaultPeriodName, date, run, requestId, groupId, approvalStatusCode);
        }

        Batch approved() {
            return new Batch(
                    jeBatchId, name, status, defaultPeriodName, postedDate, postingRunId, requestId, groupId, "A");
        }
    }

    /** GL_JE_HEADERS; source and category by their internal names. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record Header(
            long jeHeaderId,
            long jeBatchId,
            long ledgerId,
            String name,
            String jeCategory,
            String jeSource,
            String periodName,
            String currencyCode,
            String status,
            LocalDate defaultEffectiveDate,
            @Nullable String externalReference,
            @Nullable LocalDate currencyConversionDate,
            @Nullable String currencyConversionType,
            @Nullable BigDecimal currencyConversionRate) {

        Header posted() {
            return new Header(
                    jeHeaderId,
                    jeBatchId,
                    ledgerId,
                    name,
                    jeCategory,
                    jeSource,
                    periodName,
                    currencyCode,
                    "P",
                    defaultEffectiveDate,
                    externalReference,
                    currencyConversionDate,
                    currencyConversionType,
                    currencyConversionRate);
        }
    }

    /** GL_JE_LINES. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record Line(
            long jeHeaderId,
            int jeLineNum,
            long ledgerId,
            long codeCombinationId,
            String periodName,
            LocalDate effectiveDate,
            String status,
            @Nullable BigDecimal enteredDr,
            @Nullable BigDecimal enteredCr,
            @Nullable BigDecimal accountedDr,
            @Nullable BigDecimal accountedCr,
            @Nullable String description,
            @JsonProperty("REFERENCE_1") @Nullable String reference1,
            @JsonProperty("REFERENCE_2") @Nullable String reference2) {

        String key() {
            return jeHeaderId + "/" + jeLineNum;
        }

        Line posted() {
            return new Line(
                    jeHeaderId,
                    jeLineNum,
                    ledgerId,
                    codeCombinationId,
                    periodName,
                    effectiveDate,
                    "P",
                    enteredDr,
                    enteredCr,
                    accountedDr,
                    accountedCr,
                    description,
                    reference1,
                    reference2);
        }
    }

    /** GL_IMPORT_REFERENCES. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record ImportReference(
            long jeBatchId,
            long jeHeaderId,
            int jeLineNum,
            @JsonProperty("REFERENCE_1") @Nullable String reference1,
            @JsonProperty("REFERENCE_2") @Nullable String reference2) {

        String key() {
            return jeHeaderId + "/" + jeLineNum;
        }
    }
}
