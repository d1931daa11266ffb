package io.tieout.connection;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.store.connection.LinkRow;
import io.tieout.store.connection.LinkRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Links as they stand in the database now. */
@ApplicationScoped
class StoredLinks implements Links {
    private final LinkRows rows;
    private final SettingsText text;

    StoredLinks(LinkRows rows, SettingsText text) {
        this.rows = rows;
        this.text = text;
    }

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
                LedgerSettings.read(text.read(row.settings().json())),
                row.version(),
                row.settings().hash(),
                row.enabled() && !row.paused());
    }
}
