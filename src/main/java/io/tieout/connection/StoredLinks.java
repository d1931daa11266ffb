package io.tieout.connection;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.store.connection.LinkRow;
import io.tieout.store.connection.LinkRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Links as they stand in the database now: each is read anew, so a change or a pause holds at once in every process.
 * Only what was understood of a link's settings is kept, as long as their text stays the same.
 */
@ApplicationScoped
class StoredLinks implements Links {
    private final LinkRows rows;
    private final SettingsText text;
    private final Map<Long, Kept> kept = new ConcurrentHashMap<>();

    StoredLinks(LinkRows rows, SettingsText text) {
        this.rows = rows;
        this.text = text;
    }

    private record Kept(String json, LedgerPolicy policy) {}

    @Override
    public List<Link> from(ConnectionId source, String flow) {
        return rows.from(source, flow).stream().map(this::link).toList();
    }

    @Override
    public List<Link> working(String flow) {
        return rows.working(flow).stream().map(this::link).toList();
    }

    @Override
    public Optional<Link> byId(long id) {
        return rows.byId(id).map(this::link);
    }

    @Override
    @Transactional
    public Optional<Link> byKey(String tenant, String key) {
        return rows.byKey(key)
                .filter(row -> row.identity().tenant().equals(tenant))
                .map(this::link);
    }

    private Link link(LinkRow row) {
        LinkRow.Identity identity = row.identity();
        return new Link(
                row.id(),
                identity.key(),
                identity.tenant(),
                identity.flow(),
                identity.source(),
                identity.target(),
                policy(row),
                row.version(),
                row.settings().hash(),
                row.enabled() && !row.paused());
    }

    private LedgerPolicy policy(LinkRow row) {
        String json = row.settings().json();
        Kept known = kept.get(row.id());
        if (known == null || !known.json().equals(json)) {
            known = new Kept(json, LedgerSettings.read(text.read(json)));
            kept.put(row.id(), known);
        }
        return known.policy();
    }
}
