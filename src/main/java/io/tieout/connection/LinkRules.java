package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.connection.ChangeRefused.Problem;
import io.tieout.connection.LinkEditor.Draft;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.store.connection.ConnectionRow;
import io.tieout.store.connection.ConnectionRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a link must be before it is saved (accounting.md rules 2 and 4). */
@ApplicationScoped
class LinkRules {
    private final SettingsSchemas schemas;
    private final SettingsText text;
    private final ConnectionRows connections;
    private final LedgerAccounts accounts;

    LinkRules(SettingsSchemas schemas, SettingsText text, ConnectionRows connections, LedgerAccounts accounts) {
        this.schemas = schemas;
        this.text = text;
        this.connections = connections;
        this.accounts = accounts;
    }

    /** The connections that a link joins. */
    record Ends(ConnectionRow source, ConnectionRow target) {}

    /**
     * Checks everything that needs no remote system.
     *
     * @throws ChangeRefused naming every field that must be mended
     */
    Ends check(Actor actor, String key, Draft draft) {
        List<Problem> problems = new ArrayList<>();
        ConnectionRules.checkName("key", key).ifPresent(problems::add);
        Optional<Flow> flow = Flow.of(draft.flow());
        if (flow.isEmpty()) {
            problems.add(new Problem("flow", "is not known: this version has " + String.join(", ", Flow.stems())));
        }
        Optional<ConnectionRow> source = end(actor, "source", draft.source(), problems);
        Optional<ConnectionRow> target = end(actor, "target", draft.target(), problems);
        flow.ifPresent(known -> {
            source.ifPresent(row -> system("source", row, known.source(), problems));
            target.ifPresent(row -> system("target", row, known.target(), problems));
            problems.addAll(schemas.check(known.schema(), draft.settings()));
        });
        source.ifPresent(row -> mode(row, draft.settings(), problems));
        if (!problems.isEmpty()) {
            throw ChangeRefused.invalid(problems);
        }
        return new Ends(source.orElseThrow(), target.orElseThrow());
    }

    /**
     * Asks the ERP about ledger and accounts; call it outside a transaction.
     *
     * @throws ChangeRefused naming every field that must be mended, or UNREACHABLE
     */
    void checkBooks(Ends ends, JsonNode settings) {
        LedgerPolicy policy = LedgerSettings.read(settings);
        accounts.check(ends.target(), policy.books(), LedgerSettings.allowsControlAccount(settings));
    }

    private Optional<ConnectionRow> end(Actor actor, String field, String name, List<Problem> problems) {
        Optional<ConnectionRow> row =
                connections.byName(name).filter(each -> each.tenant().equals(actor.tenant()));
        if (row.isEmpty()) {
            problems.add(new Problem(field, "there is no connection '" + name + "': add it first"));
        }
        return row;
    }

    private static void system(String field, ConnectionRow row, String system, List<Problem> problems) {
        if (!row.system().equals(system)) {
            problems.add(new Problem(
                    field, "must be a connection of system " + system + ", but this one is of " + row.system()));
        }
    }

    private void mode(ConnectionRow source, JsonNode settings, List<Problem> problems) {
        JsonNode mode = text.read(source.content().settings()).path("livemode");
        if (settings.path("livemode").isBoolean() && !mode.equals(settings.path("livemode"))) {
            problems.add(new Problem(
                    "settings.livemode", "must be as in connection '" + source.name() + "', which has " + mode));
        }
    }
}
