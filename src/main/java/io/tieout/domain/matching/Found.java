package io.tieout.domain.matching;

import java.util.List;

/**
 * What the mirror of open items holds for a payment.
 *
 * @param candidates every item that bears a named number, open or not, and every open item of the customer; the order
 *     is irrelevant
 * @param allNamed false when more items bear named numbers than are looked at
 * @param allOfCustomer false when the customer has more open items that may be taken than are looked at
 */
public record Found(List<Candidate> candidates, boolean allNamed, boolean allOfCustomer) {

    public Found {
        candidates = List.copyOf(candidates);
    }

    /** Nothing was left out. */
    public static Found all(List<Candidate> candidates) {
        return new Found(candidates, true, true);
    }
}
