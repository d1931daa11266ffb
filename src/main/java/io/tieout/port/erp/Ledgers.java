package io.tieout.port.erp;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Period;
import java.util.List;
import java.util.Set;

/**
 * Reads of a general ledger's set-up. Every method throws {@link io.tieout.port.RetryLater},
 * {@link io.tieout.port.NeedsPerson} or {@link io.tieout.port.NeverWorks}.
 */
public interface Ledgers {

    /** The periods of the general ledger (not of receivables, which open and close on their own). */
    List<Period> periods(ConnectionId connection, String ledger);

    /** The named accounts; unknown ones are left out. */
    List<Account> accounts(ConnectionId connection, String ledger, Set<String> accounts);

    /** Ledger, source and category as they are set up; what is missing is {@link io.tieout.port.NeedsPerson}. */
    Setup setup(ConnectionId connection, String ledger, String source, String category);

    /**
     * An account.
     *
     * @param name as the link writes it (EBS: concatenated segments)
     * @param postable enabled, no summary account, detail posting allowed
     * @param control the subledger that owns it (EBS: REFERENCE3, for example CUSTOMER), empty when none does
     */
    record Account(String name, boolean postable, String control) {}

    /** What stands in the ERP for a ledger target; {@code currency} is the ledger's own ISO code. */
    record Setup(String ledgerName, String currency, boolean autoPost, boolean approvalNeeded) {}
}
