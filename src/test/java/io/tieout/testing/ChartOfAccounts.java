package io.tieout.testing;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Period;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.Ledgers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The edge of an ERP whose ledger 1 is kept in USD and knows a handful of accounts; ledger 503 can't be reached. */
@Alternative
@ApplicationScoped
public class ChartOfAccounts implements Ledgers {
    private static final Map<String, Account> ACCOUNTS = Map.of(
            "clearing", new Account("clearing", true, ""),
            "plain", new Account("plain", true, "N"),
            "summary", new Account("summary", false, ""),
            "receivables", new Account("receivables", true, "CUSTOMER"),
            "automatic", new Account("automatic", true, "R"));

    @Override
    public List<Period> periods(ConnectionId connection, String ledger) {
        return List.of();
    }

    @Override
    public List<Account> accounts(ConnectionId connection, String ledger, Set<String> accounts) {
        return ACCOUNTS.values().stream()
                .filter(account -> accounts.contains(account.name()))
                .toList();
    }

    @Override
    public Setup setup(ConnectionId connection, String ledger, String source, String category) {
        if (ledger.equals("503")) {
            throw RetryLater.failed("no answer within 10 seconds");
        }
        if (!source.equals("Tieout")) {
            throw new NeedsPerson("there is no journal source '" + source + "': add it in EBS");
        }
        return new Setup("Acme Corporation", "USD", true, false);
    }
}
