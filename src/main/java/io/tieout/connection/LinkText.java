package io.tieout.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.store.audit.AuditEntry.Subject;
import io.tieout.store.connection.LinkRow;
import io.tieout.store.connection.LinkRow.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** A link's settings as they are stored, and what the audit trail is told of a link. */
@ApplicationScoped
class LinkText {
    private final SettingsText text;
    private final Changes changes;

    LinkText(SettingsText text, Changes changes) {
        this.text = text;
        this.changes = changes;
    }

    Settings settings(JsonNode settings) {
        return new Settings(text.canonical(settings), text.hash(settings));
    }

    JsonNode read(Settings settings) {
        return text.read(settings.json());
    }

    void tell(Actor actor, String action, LinkRow row, Map<String, Object> detail) {
        Map<String, Object> all = new LinkedHashMap<>(detail);
        all.put("key", row.identity().key());
        changes.tell(actor, action, Subject.ofLink(row.id()), all);
    }
}
