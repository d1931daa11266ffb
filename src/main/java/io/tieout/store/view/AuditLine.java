package io.tieout.store.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An entry of the audit trail.
 *
 * @param at when it was written (UTC, database clock)
 * @param actor who did it: {@code system}, an operator or a token
 * @param action what was done, for example {@code posting.move}
 * @param detail facts of the step
 */
public record AuditLine(
        long id,
        Instant at,
        String actor,
        String action,
        OptionalLong posting,
        OptionalLong batch,
        Map<String, Object> detail) {

    public AuditLine {
        detail = Map.copyOf(detail);
    }

    /** A text of the detail, empty when there is none of this name. */
    public String text(String name) {
        Object value = detail.get(name);
        return value == null ? "" : value.toString();
    }

    /** The lines of the target's books that a confirmation names; empty for other entries. */
    public List<String> ledgerLines() {
        return detail.get("lines") instanceof List<?> lines
                ? lines.stream().map(String::valueOf).toList()
                : List.of();
    }
}
