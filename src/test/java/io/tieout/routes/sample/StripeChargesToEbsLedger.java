package io.tieout.routes.sample;

import jakarta.inject.Named;

/** Steps for the sample routes of this test. */
@Named
public class StripeChargesToEbsLedger {
    /** A step. */
    public String fetch(String fact) {
        return fact;
    }

    /** A condition. */
    public boolean needsPerson(String fact) {
        return fact.isEmpty();
    }

    /** One of two that a route cannot tell apart. */
    public String twice(String fact) {
        return fact;
    }

    /** The other one. */
    public String twice(Integer fact) {
        return fact.toString();
    }

    /** What becomes of an error; a route calls it with its arguments. */
    public String note(String fact, Exception error) {
        return note(fact + error.getClass().getSimpleName());
    }

    private String note(String text) {
        return text;
    }
}
