package io.tieout.crash;

import io.tieout.crash.Evidence.Charge;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The expected books: what the ledger must have of each charge, by the rules of accounting alone (debit clearing of the
 * charge's currency, credit receipts not yet in receivables, gross).
 */
final class Books {
    private final Map<String, Charge> charges = new HashMap<>();

    Books(List<Charge> charges) {
        charges.forEach(charge -> this.charges.put(charge.id(), charge));
    }

    /** The charge of this id, or an exception: ask {@link #knows} before. */
    Charge charge(String id) {
        return charges.get(id);
    }

    boolean knows(String id) {
        return charges.containsKey(id);
    }

    /** What is debited and credited for a charge, in major units. */
    BigDecimal gross(String id) {
        Charge charge = charges.get(id);
        return Company.major(charge.minor(), charge.currency());
    }

    String clearing(String id) {
        return Company.CLEARING.get(charges.get(id).currency());
    }

    /** What each account must come to (debits are positive) once exactly these charges are in the ledger. */
    Map<String, BigDecimal> balances(Iterable<String> posted) {
        Map<String, BigDecimal> balances = new HashMap<>();
        for (String id : posted) {
            String currency = charges.get(id).currency();
            balances.merge(key(clearing(id), currency), gross(id), BigDecimal::add);
            balances.merge(key(Company.RECEIPTS, currency), gross(id).negate(), BigDecimal::add);
        }
        return balances;
    }

    /** How an account of a currency is named in a trial balance. */
    static String key(String account, String currency) {
        return currency + " " + account;
    }
}
