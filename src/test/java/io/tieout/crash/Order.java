package io.tieout.crash;

/**
 * What a customer pays.
 *
 * @param number counts the orders, from 0
 * @param kind how it is paid
 * @param currency ISO 4217, upper case
 * @param minor amount in minor units of the currency
 * @param invoice number of the order whose invoice it pays: its own, or an earlier one's that is so paid twice
 */
record Order(int number, Kind kind, String currency, long minor, int invoice) {

    /** How an invoice is paid. */
    enum Kind {
        /** Whole, and by its number. */
        PLAIN,
        /** Whole, naming the customer only. */
        UNNAMED,
        /** Half of it: a question to a person. */
        HALF,
        /** An invoice that was paid before: at most one of the two may take it. */
        AGAIN,
        /** Whole, and disputed moments later. */
        DISPUTED,
        /** Whole, and given back moments later. */
        REFUNDED
    }

    /** The amount of the invoice in minor units, where it is this order's own. */
    long invoiced() {
        return kind == Kind.HALF ? 2 * minor : minor;
    }

    /** The number of the invoice in the ERP. */
    String invoiceNumber() {
        return "CRASH-" + invoice;
    }
}
