package io.tieout.store.view;

import java.util.OptionalLong;

/**
 * Which part of a list, newest first.
 *
 * @param after the last number of the part before; absent for the first part
 * @param limit how many at most, 1 to {@value #MOST}
 */
public record Cut(OptionalLong after, int limit) {
    /** The longest part. */
    public static final int MOST = 200;

    public Cut {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST);
        }
    }

    long below() {
        return after.orElse(Long.MAX_VALUE);
    }

    int oneMore() {
        return limit + 1;
    }
}
