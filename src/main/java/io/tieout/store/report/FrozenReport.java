package io.tieout.store.report;

/**
 * A report as it is kept.
 *
 * @param bytes the exact bytes, UTF-8 JSON
 * @param sha256 their SHA-256, lower-case hex
 * @param differences how many of its sections don't add up
 */
@SuppressWarnings("ArrayRecordComponent")
public record FrozenReport(byte[] bytes, String sha256, int differences) {
    @Override
    public String toString() {
        return "FrozenReport[" + sha256 + "]";
    }
}
