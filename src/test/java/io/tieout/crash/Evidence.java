package io.tieout.crash;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the auditor looks at, as the three sides tell it. Amounts of EBS are in major units, those of Stripe and of the
 * application in minor units.
 *
 * @param acts what the test itself did
 * @param charges Stripe's charges that took money
 * @param lines lines of journals in the books of EBS
 * @param waiting rows that still lie in GL_INTERFACE
 * @param keys what the package in EBS knows of each reference
 * @param items items of EBS by their payment schedule
 * @param facts how often the application recorded each charge
 * @param postings the application's postings of charges
 * @param delivered events of which Stripe was told 2xx
 * @param stored events that the application has on disk
 */
record Evidence(
        Acts acts,
        List<Charge> charges,
        List<Line> lines,
        List<Row> waiting,
        Map<String, Known> keys,
        Map<String, Item> items,
        Map<String, Long> facts,
        List<Posting> postings,
        Set<String> delivered,
        Set<String> stored) {

    /**
     * What the test did, as far as it says what must have become of a charge.
     *
     * @param bills what each charge was meant to pay
     * @param hands since when, by this machine's clock, no item may be taken that a person has paid or disputed in EBS
     * @param hits how many calls of EBS each kind of fault has hit
     */
    record Acts(Map<String, Bill> bills, Map<String, Instant> hands, Map<String, Integer> hits) {

        int hits(String fault) {
            return hits.getOrDefault(fault, 0);
        }
    }

    /**
     * What a charge was meant to pay.
     *
     * @param customer account id in EBS of whoever paid
     */
    record Bill(Order order, String customer) {

        /** Whether the charge names one invoice; else it names its customer only. */
        boolean names() {
            return order.kind() != Order.Kind.UNNAMED;
        }
    }

    /**
     * A charge at Stripe.
     *
     * @param booked the day of its balance transaction in the link's zone; empty while there is none
     * @param disputed whether a dispute of it is open
     * @param refunded whether all of it was given back, in the month in which it was booked
     */
    record Charge(
            String id, String currency, long minor, Optional<LocalDate> booked, boolean disputed, boolean refunded) {}

    /**
     * An item that receivables have.
     *
     * @param number the invoice's
     * @param customer account id
     * @param original what it came to at first, in major units
     * @param open whether receivables let it be paid: nothing of it is paid there, and nobody disputes it
     */
    record Item(String number, String customer, String currency, BigDecimal original, boolean open) {}

    /**
     * A reference that the package knows.
     *
     * @param state LIVE, or CLOSED for good
     * @param group of the import; empty for a reference that was closed before anything came
     * @param credits what its lines credit to items, in major units
     */
    record Known(String state, String group, Map<String, BigDecimal> credits) {

        boolean live() {
            return state.equals("LIVE");
        }
    }

    /**
     * A row of GL_INTERFACE.
     *
     * @param status the code of the last import's refusal, P where another row was refused, or NEW
     */
    record Row(String reference, String status) {

        boolean refused() {
            return !status.equals("NEW") && !status.equals("P");
        }
    }

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
            String item) {

        boolean isDebit() {
            return debit.signum() != 0;
        }
    }

    /**
     * A posting.
     *
     * @param moved whether its date was moved to another period
     * @param frozen when it was frozen in a batch, by this machine's clock; empty before
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
            boolean moved,
            Optional<Instant> frozen) {}
}
