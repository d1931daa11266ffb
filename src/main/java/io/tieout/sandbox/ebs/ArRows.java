package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperSnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the customer model and Receivables, columns as in EBS R12.2. Amounts are in major units of the invoice's
 * currency; dates are corporate calendar days, times are of the database's zone, to the second.
 */
final class ArRows {

    private ArRows() {}

    /** HZ_PARTIES. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record Party(
            long partyId,
            String partyNumber,
            String partyName,
            String partyType,
            String status,
            String emailAddress,
            String country,
            LocalDateTime lastUpdateDate) {}

    /** HZ_CUST_ACCOUNTS; STATUS A or I. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record CustAccount(
            long custAccountId, long partyId, String accountNumber, String status, LocalDateTime lastUpdateDate) {

        CustAccount inactive(LocalDateTime now) {
            return new CustAccount(custAccountId, partyId, accountNumber, "I", now);
        }
    }

    /** RA_CUSTOMER_TRX_ALL: the invoice's header. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record CustomerTrx(
            long customerTrxId,
            String trxNumber,
            LocalDate trxDate,
            long billToCustomerId,
            String invoiceCurrencyCode,
            String completeFlag,
            long orgId,
            LocalDateTime lastUpdateDate) {

        CustomerTrx of(long customer, LocalDateTime now) {
            return new CustomerTrx(
                    customerTrxId, trxNumber, trxDate, customer, invoiceCurrencyCode, completeFlag, orgId, now);
        }
    }

    /** AR_PAYMENT_SCHEDULES_ALL: one instalment with its balance; STATUS CL when nothing remains. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record PaymentSchedule(
            long paymentScheduleId,
            long customerTrxId,
            String trxNumber,
            @JsonProperty("CLASS") String itemClass,
            String status,
            long orgId,
            long customerId,
            String invoiceCurrencyCode,
            BigDecimal amountDueOriginal,
            BigDecimal amountDueRemaining,
            @Nullable BigDecimal amountInDispute,
            @Nullable Long selectedForReceiptBatchId,
            int termsSequenceNumber,
            int numberOfDueDates,
            LocalDate trxDate,
            LocalDate dueDate,
            LocalDate glDate,
            LocalDateTime lastUpdateDate) {

        boolean open() {
            return status.equals("OP") && amountDueRemaining.signum() != 0;
        }

        PaymentSchedule remaining(BigDecimal amount, LocalDateTime now) {
            return changed(customerId, amount, amountInDispute, now);
        }

        PaymentSchedule disputed(@Nullable BigDecimal amount, LocalDateTime now) {
            return changed(customerId, amountDueRemaining, amount, now);
        }

        PaymentSchedule of(long customer, LocalDateTime now) {
            return changed(customer, amountDueRemaining, amountInDispute, now);
        }

        private PaymentSchedule changed(
                long customer, BigDecimal remaining, @Nullable BigDecimal dispute, LocalDateTime now) {
            return new PaymentSchedule(
                    paymentScheduleId,
                    customerTrxId,
                    trxNumber,
                    itemClass,
                    remaining.signum() == 0 ? "CL" : "OP",
                    orgId,
                    customer,
                    invoiceCurrencyCode,
                    amountDueOriginal,
                    remaining,
                    dispute,
                    selectedForReceiptBatchId,
                    termsSequenceNumber,
                    numberOfDueDates,
                    trxDate,
                    dueDate,
                    glDate,
                    now);
        }
    }

    /** RA_CUSTOMER_MERGES: DUPLICATE_ID is the loser, CUSTOMER_ID the survivor; PROCESS_FLAG Y when done. */
    @JsonNaming(UpperSnakeCaseStrategy.class)
    record CustomerMerge(
            long customerMergeId,
            long duplicateId,
            long customerId,
            String processFlag,
            LocalDateTime programUpdateDate) {}
}
