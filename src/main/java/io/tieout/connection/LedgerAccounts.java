package io.tieout.connection;

import io.tieout.connection.ChangeRefused.Problem;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.LedgerPolicy.Books;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.Ledgers;
import io.tieout.port.erp.Ledgers.Account;
import io.tieout.port.erp.Ledgers.Setup;
import io.tieout.store.connection.ConnectionRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Asks the ERP whether a link's ledger and accounts can be posted to (accounting.md rule 2). */
@ApplicationScoped
class LedgerAccounts {
    private static final Set<String> NOT_OWNED = Set.of("", "N", "NO");
    private static final String NO_MANUAL_JOURNALS = "R";

    private final Instance<Ledgers> ledgers;

    LedgerAccounts(Instance<Ledgers> ledgers) {
        this.ledgers = ledgers;
    }

    /**
     * Checks the books of a link.
     *
     * @param allowControl whether accounts of a subledger may be named
     * @throws ChangeRefused naming each field that must be mended, or UNREACHABLE when the ERP can't be asked
     */
    void check(ConnectionRow target, Books books, boolean allowControl) {
        if (!ledgers.isResolvable()) {
            throw ChangeRefused.unreachable("this version has no connector that could ask the ledger");
        }
        ConnectionId id = target.id();
        List<Problem> problems = new ArrayList<>();
        Setup setup = ask(target, () -> ledgers.get().setup(id, books.ledger(), books.source(), books.category()));
        String currency = books.currency().getCurrencyCode();
        if (!setup.currency().equals(currency)) {
            problems.add(new Problem(
                    "settings.ledger.currency",
                    "is " + currency + ", but ledger " + setup.ledgerName() + " keeps its books in "
                            + setup.currency()));
        }
        Map<String, String> byField = byField(books);
        Set<String> names = new HashSet<>(byField.values());
        Map<String, Account> found = ask(target, () -> ledgers.get().accounts(id, books.ledger(), names)).stream()
                .collect(Collectors.toMap(Account::name, account -> account));
        byField.forEach((field, name) -> problem(name, Optional.ofNullable(found.get(name)), allowControl)
                .ifPresent(message -> problems.add(new Problem(field, message))));
        if (!problems.isEmpty()) {
            throw ChangeRefused.invalid(problems);
        }
    }

    /** What is wrong with one account of a ledger; throws as {@link #check}. */
    Optional<String> problem(ConnectionRow target, String ledger, String name, boolean allowControl) {
        if (!ledgers.isResolvable()) {
            throw ChangeRefused.unreachable("this version has no connector that could ask the ledger");
        }
        List<Account> found = ask(target, () -> ledgers.get().accounts(target.id(), ledger, Set.of(name)));
        return problem(name, found.stream().findFirst(), allowControl);
    }

    private static Map<String, String> byField(Books books) {
        Map<String, String> byField = new LinkedHashMap<>();
        books.accounts().clearing().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> byField.put("settings.accounts.clearing." + entry.getKey(), entry.getValue()));
        byField.put("settings.accounts.credit", books.accounts().credit());
        books.accounts().unapplied().ifPresent(name -> byField.put("settings.accounts.unapplied", name));
        books.accounts().unidentified().ifPresent(name -> byField.put("settings.accounts.unidentified", name));
        books.accounts().overShort().ifPresent(name -> byField.put("settings.accounts.overShort", name));
        return byField;
    }

    private static Optional<String> problem(String name, Optional<Account> found, boolean allowControl) {
        if (found.isEmpty()) {
            return Optional.of("the ledger has no account " + name + ": name one of its accounts by all segments");
        }
        if (!found.get().postable()) {
            return Optional.of("account " + name
                    + " can't be posted to: it is disabled, a summary account, or allows no detail posting");
        }
        String control = found.get().control().strip().toUpperCase(Locale.ROOT);
        if (control.equals(NO_MANUAL_JOURNALS)) {
            return Optional.of("account " + name + " takes no manual journals: name another account");
        }
        if (!NOT_OWNED.contains(control) && !allowControl) {
            return Optional.of("account " + name + " is a control account (" + control
                    + "): name an account of its own, as receipts not yet in receivables;"
                    + " or set allowControlAccount");
        }
        return Optional.empty();
    }

    private static <T> T ask(ConnectionRow target, Supplier<T> question) {
        try {
            return question.get();
        } catch (RetryLater e) {
            throw ChangeRefused.unreachable("the ledger can't be asked now, and nothing was saved; connection '"
                    + target.name() + "': " + e.getMessage());
        } catch (NeedsPerson | NeverWorks e) {
            throw ChangeRefused.invalid("settings.ledger", String.valueOf(e.getMessage()));
        }
    }
}
