package io.tieout.store.batch;

/**
 * What is sent, as it will be repeated.
 *
 * @param incarnation how often the database was restored
 * @param number load number at the target
 * @param requestKey lower-case hex SHA-256 of the bytes
 * @param bytes the exact bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record FrozenBytes(long incarnation, long number, String requestKey, byte[] bytes) {
    @Override
    public String toString() {
        return "FrozenBytes[" + number + "]";
    }
}
