package io.tieout.domain.ledger;

import io.tieout.domain.matching.MatchingPolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a link says about posting charges to a general ledger; read from the link's validated settings.
 *
 * @param livemode which of the provider's modes is posted; the other never is
 * @param start first accounting day that is posted, in {@code zone}
 * @param zone time zone of accounting dates
 * @param books where journals go
 * @param entities operating units whose items may be matched
 * @param invoiceKey metadata key that names the invoice
 * @param customerKey metadata key that names the ERP's customer by account number
 * @param bookingLimit how long a charge may wait for the provider's booking before a person is asked
 * @param moveToOpenPeriod whether a date in a period that is not open moves to the next open day, else a person is asked
 * @param batching when collected postings are sent
 * @param matching what may be matched
 * @param unmatched what becomes of money that can't be matched
 */
public record LedgerPolicy(
        boolean livemode,
        LocalDate start,
        ZoneId zone,
        Books books,
        Set<String> entities,
        String invoiceKey,
        String customerKey,
        Duration bookingLimit,
        boolean moveToOpenPeriod,
        Batching batching,
        MatchingPolicy matching,
        Unmatched unmatched) {

    public LedgerPolicy {
        entities = Set.copyOf(entities);
    }

    /**
     * The books and accounts that a link names.
     *
     * @param ledger the ERP's ledger id
     * @param currency the ledger's own currency
     * @param conversionType rate type of foreign lines
     */
    public record Books(
            String ledger,
            Currency currency,
            String source,
            String category,
            Accounts accounts,
            String conversionType) {

        /** The clearing account of a currency, absent when the link names none. */
        public Optional<String> clearing(Currency charged) {
            return Optional.ofNullable(accounts.clearing().get(charged.getCurrencyCode()));
        }
    }

    /**
     * Accounts, as the ERP writes them (EBS: concatenated segments).
     *
     * @param clearing debit account per currency code of the charge
     * @param credit credit account (default text: receipts not yet in AR)
     * @param unapplied takes what a known customer paid beyond its items (rules 6 and 7)
     * @param unidentified takes what an unknown customer paid (rule 6)
     * @param overShort takes what a tolerance lets pass (rule 7)
     */
    public record Accounts(
            Map<String, String> clearing,
            String credit,
            Optional<String> unapplied,
            Optional<String> unidentified,
            Optional<String> overShort) {
        public Accounts {
            clearing = Map.copyOf(clearing);
        }

        /** The account for money on account, absent when the link names none. */
        public Optional<String> onAccount(boolean identified) {
            return identified ? unapplied : unidentified;
        }
    }

    /** What becomes of money that can't be matched (rule 6). */
    public enum Unmatched {
        /** It is recorded on account at once, and the later decision posts a second effect. */
        RECORD,
        /** Nothing is posted before it is decided. */
        HOLD
    }

    /**
     * When collected postings are sent.
     *
     * @param most postings in one batch
     * @param age a batch leaves when its oldest posting has waited this long, full or not
     * @param alertAfter a batch that is not posted in the books by then raises an alert
     * @param quietWindow when nothing is frozen or newly loaded; empty for a link without
     */
    public record Batching(int most, Duration age, Duration alertAfter, Optional<QuietWindow> quietWindow) {}
}
