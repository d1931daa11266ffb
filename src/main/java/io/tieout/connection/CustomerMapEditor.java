package io.tieout.connection;

import io.tieout.connection.ChangeRefused.Problem;
import io.tieout.store.audit.AuditEntry.Subject;
import io.tieout.store.connection.ConnectionRow;
import io.tieout.store.connection.ConnectionRows;
import io.tieout.store.connection.CustomerMapRows;
import io.tieout.store.connection.MappedCustomer;
import io.tieout.store.connection.MappedCustomer.Between;
import io.tieout.store.connection.MappedCustomer.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Changes customer maps for people and programs, audited. Each method throws {@link ChangeRefused} and then has saved
 * nothing.
 */
@ApplicationScoped
@Transactional
public class CustomerMapEditor {
    private static final int LONGEST = 255;

    private final CustomerMapRows rows;
    private final ConnectionRows connections;
    private final Changes changes;

    CustomerMapEditor(CustomerMapRows rows, ConnectionRows connections, Changes changes) {
        this.rows = rows;
        this.connections = connections;
        this.changes = changes;
    }

    /** The two connections by their names. */
    public record Ends(String source, String target) {}

    /**
     * One customer.
     *
     * @param customer the provider's customer id
     * @param account the ERP's customer account id
     * @param accountNumber the number by which people know that account
     */
    public record Entry(String customer, String account, String accountNumber) {}

    /** A page in the order of customer ids, of what follows {@code after}, at most {@code most}. */
    public List<Entry> list(Actor actor, Ends ends, String after, int most) {
        return rows.list(between(actor, ends), new Page(after, most)).stream()
                .map(row -> new Entry(row.customer(), row.account(), row.accountNumber()))
                .toList();
    }

    /** Adds or replaces one customer. */
    public Entry save(Actor actor, Ends ends, Entry entry) {
        Between between = between(actor, ends);
        List<Problem> problems = problems(entry);
        if (!problems.isEmpty()) {
            throw ChangeRefused.invalid(problems);
        }
        if (rows.save(between, List.of(row(entry))) > 0) {
            Map<String, Object> detail =
                    Map.of("target", ends.target(), "customer", entry.customer(), "account", entry.account());
            tell(actor, "customer-map.save", between, detail);
        }
        return entry;
    }

    /** Removes one customer. */
    public void delete(Actor actor, Ends ends, String customer) {
        Between between = between(actor, ends);
        if (!rows.delete(between, customer)) {
            throw ChangeRefused.unknown("mapped customer", customer);
        }
        tell(actor, "customer-map.delete", between, Map.of("target", ends.target(), "customer", customer));
    }

    /**
     * Adds or replaces all customers of a file, or none; customers that it does not name stay.
     *
     * @param csv text with the header {@code customer,account,account_number}
     * @return how many lines there were, and how many changed something
     * @throws ChangeRefused naming each line that must be mended
     */
    public Imported importCsv(Actor actor, Ends ends, String csv) {
        Between between = between(actor, ends);
        List<Entry> entries = CustomerCsv.read(csv);
        int changed =
                rows.save(between, entries.stream().map(CustomerMapEditor::row).toList());
        Map<String, Object> detail = Map.of(
                "target", ends.target(), "lines", entries.size(), "changed", changed, "hash", SettingsText.sha256(csv));
        tell(actor, "customer-map.import", between, detail);
        return new Imported(entries.size(), changed);
    }

    /** What an import did. */
    public record Imported(int lines, int changed) {}

    /** What is wrong with an entry, each with its field. */
    static List<Problem> problems(Entry entry) {
        List<Problem> problems = new ArrayList<>();
        check("customer", entry.customer(), problems);
        check("account", entry.account(), problems);
        check("account_number", entry.accountNumber(), problems);
        return problems;
    }

    private static void check(String field, String value, List<Problem> problems) {
        if (value.isBlank() || value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            problems.add(new Problem(field, "must have 1 to " + LONGEST + " characters, none of them a control"));
        }
    }

    private static MappedCustomer row(Entry entry) {
        return new MappedCustomer(entry.customer(), entry.account(), entry.accountNumber());
    }

    private Between between(Actor actor, Ends ends) {
        return new Between(
                own(actor, ends.source()).id(), own(actor, ends.target()).id());
    }

    private ConnectionRow own(Actor actor, String name) {
        return connections
                .byName(name)
                .filter(row -> row.tenant().equals(actor.tenant()))
                .orElseThrow(() -> ChangeRefused.unknown("connection", name));
    }

    private void tell(Actor actor, String action, Between between, Map<String, Object> detail) {
        changes.tell(actor, action, Subject.ofConnection(between.source().value()), detail);
    }
}
