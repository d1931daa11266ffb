package io.tieout.crash;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the auditor looks at, as the three sides tell it. Amounts of EBS are in major units, those of Stripe and of the
 * application in minor units.
 *
 * @param charges Stripe's charges that took money
 * @param lines lines of journals in the books of EBS
 * @param waiting references of rows that still lie in GL_INTERFACE
 * @param keys references that the package in EBS knows, with their state
 * @param items what each item of EBS came to at first
 * @param facts how often the application recorded each charge
 * @param postings the application's postings of charges
 * @param delivered events of which Stripe was told 2xx
 * @param stored events that the application has on disk
 */
record Evidence(
        List<Charge> charges,
        List<Line> lines,
        List<String> waiting,
        Map<String, String> keys,
        Map<String, BigDecimal> items,
        Map<String, Long> facts,
        List<Posting> postings,
        Set<String> delivered,
        Set<String> stored) {

    /**
     * A charge at Stripe.
     *
     * @param booked the day of its balance transaction in the link's zone; empty while there is none
     */
    record Charge(String id, String currency, long minor, Optional<LocalDate> booked) {}

    /**
     * A line of a journal.
     *
     * @param journal number of the journal's header
     * @param reference what the application gave it; empty for another's
     * @param charge first word of its description
     * @param item payment schedule; empty where it names none
     */
    record Line(
            String journal,
            String reference,
            String charge,
            String account,
            String currency,
            LocalDate date,
            boolean posted,
            BigDecimal debit,
            BigDecimal credit,
            String item) {}

    /**
     * A posting.
     *
     * @param moved whether its date was moved to another period
     */
    record Posting(
            String charge,
            String effect,
            int generation,
            String state,
            String reason,
            String reference,
            long minor,
            String currency,
            boolean moved) {}
}
