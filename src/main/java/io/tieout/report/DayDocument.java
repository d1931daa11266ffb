package io.tieout.report;

import io.tieout.store.report.DaySums;
import java.util.List;

/**
 * A completeness report as its JSON has it; {@code src/docs/operations.md} says what each part means.
 *
 * @param form name and version of this form
 * @param day the day, in {@code zone}
 * @param from where the day begins (UTC)
 * @param to where the next day begins (UTC)
 * @param countedAt when it was counted (UTC)
 * @param auditHead the end of the tenant's audit chain then; empty when nothing was sealed yet
 * @param complete whether everything adds up
 * @param differences what doesn't, in words
 */
record DayDocument(
        String form,
        String installation,
        String tenant,
        String link,
        String flow,
        String day,
        String zone,
        String from,
        String to,
        String countedAt,
        String auditHead,
        boolean complete,
        List<String> differences,
        List<DaySums.Events> events,
        List<Section> sections) {

    DayDocument {
        differences = List.copyOf(differences);
        events = List.copyOf(events);
        sections = List.copyOf(sections);
    }
}
