package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tieout.connection.ChangeRefused.Problem;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.connection.ConnectionRows;
import io.tieout.store.connection.LinkRow;
import io.tieout.store.connection.LinkRow.Identity;
import io.tieout.store.connection.LinkRow.Settings;
import io.tieout.store.connection.LinkRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Changes links for people and programs: validated, versioned and audited. Each method throws {@link ChangeRefused}
 * and then has saved nothing.
 */
@ApplicationScoped
public class LinkEditor {
    private final LinkRows rows;
    private final ConnectionRows connections;
    private final LinkRules rules;
    private final LinkText text;
    private final LinkWork work;

    LinkEditor(LinkRows rows, ConnectionRows connections, LinkRules rules, LinkText text, LinkWork work) {
        this.rows = rows;
        this.connections = connections;
        this.rules = rules;
        this.text = text;
        this.work = work;
    }

    /**
     * What a person writes.
     *
     * @param flow stem of the flow; never changes
     * @param source name of the connection where facts come from; never changes
     * @param target name of the connection where postings go; never changes
     * @param settings settings of the flow
     */
    public record Draft(String flow, String source, String target, JsonNode settings) {}

    @Transactional
    public List<LinkView> list(Actor actor) {
        return rows.ofTenant(actor.tenant()).stream().map(this::view).toList();
    }

    @Transactional
    public LinkView get(Actor actor, String key) {
        return view(own(actor, rows.byKey(key), key));
    }

    /**
     * Adds a link, or changes its settings when {@code version} is the one that stands. The same settings again change
     * nothing. The ERP is asked about ledger and accounts before anything is saved, outside of any transaction.
     */
    @Transactional(Transactional.TxType.NEVER)
    public LinkView save(Actor actor, String key, Draft draft, OptionalInt version) {
        LinkRules.Ends ends = rules.check(actor, key, draft);
        Identity identity = new Identity(
                key,
                actor.tenant(),
                draft.flow(),
                ends.source().id(),
                ends.target().id());
        Settings settings = text.settings(draft.settings());
        rules.checkBooks(ends, draft.settings());
        return QuarkusTransaction.requiringNew().call(() -> write(actor, identity, settings, version));
    }

    /** Switches a link on or off. */
    @Transactional
    public LinkView enable(Actor actor, String key, boolean on) {
        LinkRow row = own(actor, rows.lock(key), key);
        if (row.enabled() != on) {
            rows.enable(row.id(), on);
            text.tell(actor, on ? "link.enable" : "link.disable", row, Map.of());
            if (on) {
                work.wake(row);
            }
        }
        return get(actor, key);
    }

    /** Lets a link's work wait, or go on; nothing is lost meanwhile. */
    @Transactional
    public LinkView pause(Actor actor, String key, boolean paused) {
        LinkRow row = own(actor, rows.lock(key), key);
        if (row.paused() != paused) {
            rows.pause(row.id(), paused);
            text.tell(actor, paused ? "link.pause" : "link.resume", row, Map.of());
            if (!paused) {
                work.wake(row);
            }
        }
        return get(actor, key);
    }

    private LinkView write(Actor actor, Identity identity, Settings settings, OptionalInt version) {
        connections.awaitTurn();
        Optional<LinkRow> found = rows.lock(identity.key());
        if (found.isEmpty()) {
            LinkRow added = rows.insert(identity, settings);
            text.tell(actor, "link.create", added, Map.of("newVersion", 1, "hash", settings.hash()));
            work.wake(added);
            return view(added);
        }
        LinkRow row = found.get();
        checkSame(row.identity(), identity);
        if (row.settings().hash().equals(settings.hash())) {
            return view(row);
        }
        Changes.expect(version, row.version());
        work.checkLedger(row, text.read(settings));
        LinkRow changed = rows.update(row.id(), settings);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("oldVersion", row.version());
        detail.put("newVersion", changed.version());
        detail.put("hash", settings.hash());
        text.tell(actor, "link.change", row, detail);
        work.wake(changed);
        return view(changed);
    }

    private static void checkSame(Identity before, Identity after) {
        if (!before.tenant().equals(after.tenant())) {
            throw ChangeRefused.conflict("the key '" + after.key() + "' is taken, and keys are never reused");
        }
        List<Problem> problems = new ArrayList<>();
        String fix = "can't change, since postings are identified by the link: add another link";
        if (!before.flow().equals(after.flow())) {
            problems.add(new Problem("flow", fix));
        }
        if (!before.source().equals(after.source())) {
            problems.add(new Problem("source", fix));
        }
        if (!before.target().equals(after.target())) {
            problems.add(new Problem("target", fix));
        }
        if (!problems.isEmpty()) {
            throw ChangeRefused.invalid(problems);
        }
    }

    private LinkView view(LinkRow row) {
        Identity identity = row.identity();
        return new LinkView(
                row.id(),
                identity.key(),
                identity.flow(),
                name(identity.source()),
                name(identity.target()),
                text.read(row.settings()),
                row.settings().hash(),
                row.version(),
                row.enabled(),
                row.paused());
    }

    private String name(ConnectionId id) {
        return connections.byId(id).orElseThrow().name();
    }

    private static LinkRow own(Actor actor, Optional<LinkRow> row, String key) {
        return row.filter(each -> each.identity().tenant().equals(actor.tenant()))
                .orElseThrow(() -> ChangeRefused.unknown("link", key));
    }
}
