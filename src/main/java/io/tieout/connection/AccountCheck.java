package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.store.connection.ConnectionRow;
import io.tieout.store.connection.ConnectionRows;
import io.tieout.store.connection.LinkRow;
import io.tieout.store.connection.LinkRows;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks the ERP whether a single posting of a link may go to an account that a person names (accounting.md rule 2). */
@ApplicationScoped
public class AccountCheck {
    private final LinkRows links;
    private final ConnectionRows connections;
    private final LinkText text;
    private final LedgerAccounts accounts;

    AccountCheck(LinkRows links, ConnectionRows connections, LinkText text, LedgerAccounts accounts) {
        this.links = links;
        this.connections = connections;
        this.text = text;
        this.accounts = accounts;
    }

    /**
     * Checks an account by the rules that the link's own accounts keep; call it outside a transaction.
     *
     * @param field what the caller names the account by
     * @throws ChangeRefused when the ledger has no such account, it can't be posted to or a subledger owns it, or
     *     UNREACHABLE when the ERP can't be asked
     */
    public void check(long link, String field, String account) {
        LinkRow row = links.byId(link).orElseThrow();
        ConnectionRow target = connections.byId(row.identity().target()).orElseThrow();
        JsonNode settings = text.read(row.settings());
        String ledger = LedgerSettings.read(settings).books().ledger();
        accounts.problem(target, ledger, account, LedgerSettings.allowsControlAccount(settings))
                .ifPresent(message -> {
                    throw ChangeRefused.invalid(field, message);
                });
    }
}
