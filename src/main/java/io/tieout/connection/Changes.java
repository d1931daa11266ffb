package io.tieout.connection;

import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditEntry.Subject;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.connection.ConnectionRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What every change of settings shares: the version that it expects, and what the audit trail is told. */
@ApplicationScoped
class Changes {
    private final AuditRows audit;
    private final Stops stops;
    private final SettingsText text;

    Changes(AuditRows audit, Stops stops, SettingsText text) {
        this.audit = audit;
        this.stops = stops;
        this.text = text;
    }

    /** @throws ChangeRefused when the change does not say its version, or another than the one that stands */
    static void expect(OptionalInt version, int current) {
        if (version.isEmpty()) {
            throw ChangeRefused.versionNeeded(current);
        }
        if (version.getAsInt() != current) {
            throw ChangeRefused.staleVersion(current);
        }
    }

    void tell(Actor actor, String action, ConnectionRow row, Map<String, Object> detail) {
        tell(actor, action, Subject.ofConnection(row.id().value()), detail);
    }

    void tell(Actor actor, String action, Subject subject, Map<String, Object> detail) {
        audit.write(new AuditEntry(actor.tenant(), actor.name(), action, subject, detail));
    }

    void stopIsOver(ConnectionRow row) {
        stops.over(row);
    }

    /** Old and new version, address and hash of the settings; settings hold no secrets. */
    Map<String, Object> detail(Optional<ConnectionRow> before, ConnectionRow after) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("name", after.name());
        before.ifPresent(row -> detail.put("oldVersion", row.version()));
        detail.put("newVersion", after.version());
        detail.put("baseUrl", after.content().baseUrl());
        detail.put("hash", text.hash(text.read(after.content().settings())));
        return detail;
    }

    ConnectionView view(ConnectionRow row) {
        return ConnectionView.of(row, text.read(row.content().settings()));
    }
}
