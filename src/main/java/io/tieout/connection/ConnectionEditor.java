package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.connection.ChangeRefused.Problem;
import io.tieout.store.connection.ConnectionRow;
import io.tieout.store.connection.ConnectionRow.Content;
import io.tieout.store.connection.ConnectionRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Changes connections for people and programs: validated, versioned and audited. Each method throws
 * {@link ChangeRefused} and then has saved nothing.
 */
@ApplicationScoped
@Transactional
public class ConnectionEditor {
    private static final Pattern SECRET_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9.]{0,62}");
    private static final int SECRET_LENGTH = 10_000;

    private final ConnectionRows rows;
    private final ConnectionRules rules;
    private final Vault vault;
    private final Changes changes;

    ConnectionEditor(ConnectionRows rows, ConnectionRules rules, Vault vault, Changes changes) {
        this.rows = rows;
        this.rules = rules;
        this.vault = vault;
        this.changes = changes;
    }

    /**
     * What a person writes.
     *
     * @param system kind of remote system; never changes
     * @param baseUrl address, http or https, without query
     * @param settings settings of that system
     */
    public record Draft(String system, String baseUrl, JsonNode settings) {}

    public List<ConnectionView> list(Actor actor) {
        return rows.ofTenant(actor.tenant()).stream().map(changes::view).toList();
    }

    public ConnectionView get(Actor actor, String name) {
        return changes.view(own(actor, rows.byName(name), name));
    }

    /**
     * Adds a connection, or changes it when {@code version} is the one that stands. The same content again changes
     * nothing. Another host in the address drops the credentials: they would else be sent to it.
     */
    public ConnectionView save(Actor actor, String name, Draft draft, OptionalInt version) {
        rows.awaitTurn();
        Content content = rules.check(name, draft);
        Optional<ConnectionRow> found = rows.lock(name);
        if (found.isEmpty()) {
            return add(actor, content);
        }
        ConnectionRow row = found.filter(each -> each.tenant().equals(actor.tenant()))
                .orElseThrow(() -> ChangeRefused.conflict("the name '" + name + "' is taken: choose another"));
        if (rules.same(row.content(), content)) {
            return changes.view(row);
        }
        Changes.expect(version, row.version());
        rules.checkChange(row, content);
        return change(actor, row, content);
    }

    /** Replaces all credentials; they are never shown again. Clears a stop. */
    public ConnectionView credentials(Actor actor, String name, Secrets secrets) {
        check(secrets);
        ConnectionRow row = own(actor, rows.lock(name), name);
        ConnectionRow sealed = vault.put(row.id(), secrets);
        changes.stopIsOver(row);
        changes.tell(
                actor,
                "connection.credentials",
                row,
                Map.of(
                        "names",
                        String.join(",", secrets.names().stream().sorted().toList()),
                        "credentialsVersion",
                        sealed.sealed().version()));
        return changes.view(sealed);
    }

    /** Lets a stopped connection work again with the credentials that it has. */
    public ConnectionView resume(Actor actor, String name) {
        ConnectionRow row = own(actor, rows.lock(name), name);
        if (row.stop().isPresent()) {
            rows.resume(row.id());
            changes.stopIsOver(row);
            changes.tell(actor, "connection.resume", row, Map.of());
        }
        return get(actor, name);
    }

    /** Switches a connection on or off; while it is off, its work waits. */
    public ConnectionView enable(Actor actor, String name, boolean on) {
        ConnectionRow row = own(actor, rows.lock(name), name);
        if (row.enabled() != on) {
            rows.enable(row.id(), on);
            changes.tell(actor, on ? "connection.enable" : "connection.disable", row, Map.of());
        }
        return get(actor, name);
    }

    private ConnectionView add(Actor actor, Content content) {
        ConnectionRow added = rows.insert(actor.tenant(), content);
        changes.tell(actor, "connection.create", added, changes.detail(Optional.empty(), added));
        return changes.view(added);
    }

    private ConnectionView change(Actor actor, ConnectionRow row, Content content) {
        ConnectionRow changed = rows.update(row.id(), content);
        Map<String, Object> detail = new LinkedHashMap<>(changes.detail(Optional.of(row), changed));
        if (ConnectionRules.leavesHost(row.content(), content)
                && !row.sealed().names().isEmpty()) {
            rows.dropCredentials(row.id());
            detail.put("credentialsDropped", true);
        }
        changes.tell(actor, "connection.change", row, detail);
        return get(actor, content.name());
    }

    private static void check(Secrets secrets) {
        List<Problem> problems = secrets.byName().entrySet().stream()
                .flatMap(entry -> problem(entry.getKey(), entry.getValue()).stream())
                .toList();
        if (secrets.byName().isEmpty()) {
            throw ChangeRefused.invalid("credentials", "name at least one, for example apiKey");
        }
        if (!problems.isEmpty()) {
            throw ChangeRefused.invalid(problems);
        }
    }

    private static Optional<Problem> problem(String name, String value) {
        if (!SECRET_NAME.matcher(name).matches()) {
            // The name is not repeated: someone may have put the secret in its place.
            return Optional.of(new Problem("credentials", "a name is letters, digits and dots, as apiKey"));
        }
        if (value.isBlank() || value.length() > SECRET_LENGTH) {
            return Optional.of(new Problem("credentials." + name, "must have 1 to " + SECRET_LENGTH + " characters"));
        }
        return Optional.empty();
    }

    private static ConnectionRow own(Actor actor, Optional<ConnectionRow> row, String name) {
        return row.filter(each -> each.tenant().equals(actor.tenant()))
                .orElseThrow(() -> ChangeRefused.unknown("connection", name));
    }
}
