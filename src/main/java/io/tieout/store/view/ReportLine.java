package io.tieout.store.view;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A frozen completeness report in a list.
 *
 * @param link key of the link
 * @param day the day that it is of, in {@code zone}
 * @param differences how many things of it don't add up
 * @param sha256 SHA-256 of its bytes, lower-case hex
 * @param frozen when it was frozen (UTC)
 */
public record ReportLine(
        long id, String link, LocalDate day, String zone, int differences, String sha256, Instant frozen) {

    /** Under which name it is saved, without an ending. */
    public String fileName() {
        return "completeness-" + link + "-" + day;
    }
}
