package io.tieout.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.hc.core5.http.HttpEntity;

/** Reads the body of an answer whole, within a size and a time. */
final class ReplyReader {
    private static final int BLOCK = 16 * 1024;

    private final int maxBytes;
    private final Duration limit;

    /**
     * A reader.
     *
     * @param maxBytes the largest body it takes
     * @param limit how long the body may take once its head has come
     */
    ReplyReader(int maxBytes, Duration limit) {
        this.maxBytes = maxBytes;
        this.limit = limit;
    }

    /** The whole body; throws {@link Unacceptable} when it is too large or too slow. */
    byte[] read(HttpEntity entity) throws IOException {
        if (entity.getContentLength() > maxBytes) {
            throw tooLarge();
        }
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] block = new byte[BLOCK];
        try (InputStream in = entity.getContent()) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                body.write(block, 0, count);
                if (body.size() > maxBytes) {
                    throw tooLarge();
                }
                if (System.nanoTime() - start > limit.toNanos()) {
                    throw new Unacceptable("the answer was not complete within the read timeout");
                }
            }
        }
        return body.toByteArray();
    }

    private Unacceptable tooLarge() {
        return new Unacceptable("the answer is larger than " + maxBytes + " bytes");
    }

    /** An answer that is too large or too slow; the message says which. */
    static final class Unacceptable extends IOException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Unacceptable(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
