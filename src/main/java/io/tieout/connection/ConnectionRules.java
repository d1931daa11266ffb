package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.connection.ChangeRefused.Problem;
import io.tieout.connection.ConnectionEditor.Draft;
import io.tieout.store.connection.ConnectionRow;
import io.tieout.store.connection.ConnectionRow.Content;
import io.tieout.store.connection.ConnectionRows;
import io.tieout.store.connection.LinkRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a connection must be before it is saved. */
@ApplicationScoped
class ConnectionRules {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern SYSTEM = Pattern.compile("[a-z0-9]{1,30}");
    /** What facts are named by: a change would name the same money twice. */
    private static final List<String> IDENTITY = List.of("account", "livemode");

    private final SettingsSchemas schemas;
    private final SettingsText text;
    private final ConnectionRows connections;
    private final LinkRows links;

    ConnectionRules(SettingsSchemas schemas, SettingsText text, ConnectionRows connections, LinkRows links) {
        this.schemas = schemas;
        this.text = text;
        this.connections = connections;
        this.links = links;
    }

    /** @throws ChangeRefused naming every field that must be mended, or the connection that has the account already */
    Content check(String name, Draft draft) {
        List<Problem> problems = new ArrayList<>();
        checkName("name", name).ifPresent(problems::add);
        String schema = "connection-" + draft.system();
        if (!SYSTEM.matcher(draft.system()).matches() || !schemas.knows(schema)) {
            problems.add(new Problem("system", "is not known: this version has stripe and ebs"));
        } else {
            problems.addAll(schemas.check(schema, draft.settings()));
        }
        Optional<String> address = address(draft.baseUrl());
        if (address.isEmpty()) {
            problems.add(new Problem(
                    "baseUrl", "must be an http or https address without user, query or fragment: https://host/path"));
        }
        if (!problems.isEmpty()) {
            throw ChangeRefused.invalid(problems);
        }
        checkAccount(name, draft);
        return new Content(name, draft.system(), address.orElseThrow(), text.canonical(draft.settings()));
    }

    /** @throws ChangeRefused when something changes that must not */
    void checkChange(ConnectionRow row, Content content) {
        if (!row.system().equals(content.system())) {
            throw ChangeRefused.invalid("system", "can't change: add another connection");
        }
        if (!links.uses(row.id())) {
            return;
        }
        JsonNode before = text.read(row.content().settings());
        JsonNode after = text.read(content.settings());
        for (String field : IDENTITY) {
            if (!before.path(field).equals(after.path(field))) {
                throw ChangeRefused.invalid(
                        "settings." + field, "can't change while a link uses the connection: add another connection");
            }
        }
    }

    /** Whether they say the same; the database keeps settings in another order and spacing than they were sent in. */
    boolean same(Content before, Content after) {
        return before.system().equals(after.system())
                && before.baseUrl().equals(after.baseUrl())
                && canonical(before).equals(canonical(after));
    }

    private String canonical(Content content) {
        return text.canonical(text.read(content.settings()));
    }

    static Optional<Problem> checkName(String field, String name) {
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(new Problem(
                        field, "must be 1 to 63 lower-case letters, digits and dashes, and not begin with a dash"));
    }

    /** Whether the credentials would go to another host, port or scheme than those for which they were set. */
    static boolean leavesHost(Content before, Content after) {
        return !origin(before.baseUrl()).equals(origin(after.baseUrl()));
    }

    private void checkAccount(String name, Draft draft) {
        JsonNode account = draft.settings().path("account");
        if (!account.isTextual()) {
            return;
        }
        String livemode = draft.settings().path("livemode").asText();
        connections
                .nameByAccount(draft.system(), account.asText(), livemode)
                .filter(other -> !other.equals(name))
                .ifPresent(other -> {
                    throw ChangeRefused.conflict("settings.account: this account belongs to another connection "
                            + "already; one account in one mode has one connection");
                });
    }

    private static Optional<String> address(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = Objects.toString(uri.getScheme(), "").toLowerCase(Locale.ROOT);
            boolean plain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            boolean web = (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
            return plain && web ? Optional.of(text.strip().replaceAll("/+$", "")) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        return (uri.getScheme() + "://" + uri.getAuthority()).toLowerCase(Locale.ROOT);
    }
}
