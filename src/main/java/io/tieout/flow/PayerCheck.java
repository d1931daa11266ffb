package io.tieout.flow;

import io.tieout.connection.ChangeRefused;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.item.CustomerAccounts;
import io.tieout.store.item.CustomerAccounts.Account;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Whether the ERP has the account that a person says the payer is: a wrong digit would send all later payments of this
 * customer to somebody else's invoices.
 */
@ApplicationScoped
class PayerCheck {
    private final CustomerAccounts accounts;

    PayerCheck(CustomerAccounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Refuses an account of which the mirror has no open item, unless the person vouches for it.
     *
     * @throws ChangeRefused naming the field to mend
     */
    void check(ConnectionId target, Reply.Account named) {
        Account wanted = new Account(named.id(), named.number());
        if (named.unchecked() || accounts.hasOpenItem(target, wanted)) {
            return;
        }
        List<Account> like = accounts.like(target, wanted);
        Optional<Account> sameId =
                like.stream().filter(one -> one.id().equals(wanted.id())).findFirst();
        if (sameId.isPresent()) {
            throw ChangeRefused.invalid(
                    "accountNumber",
                    "is not that of the account with id " + wanted.id() + ", which is "
                            + sameId.get().number());
        }
        throw ChangeRefused.invalid(
                "account",
                like.isEmpty()
                        ? "no open item is of the account with id " + wanted.id() + " and number " + wanted.number()
                                + ": look both up in the ERP and correct them, or say that they are right all the same"
                                + " (unchecked)"
                        : "is not that of the account with number " + wanted.number() + ", which is "
                                + like.get(0).id());
    }
}
