package io.tieout.domain.ledger;

import java.time.LocalDate;

/**
 * An accounting period of a ledger; days are corporate calendar days, without zone.
 *
 * @param name the ERP's name, for example {@code NOV-26}
 * @param start first day
 * @param end last day
 * @param open whether journals may be entered (EBS: closing status O)
 * @param adjusting whether it is an adjusting period: never posted to
 */
public record Period(String name, LocalDate start, LocalDate end, boolean open, boolean adjusting) {

    public boolean covers(LocalDate day) {
        return !day.isBefore(start) && !day.isAfter(end);
    }
}
