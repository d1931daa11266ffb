package io.tieout.store.view;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * A part of a list, newest first.
 *
 * @param next ask with it as {@code after} for the next part; absent on the last one
 */
public record Page<T>(List<T> items, OptionalLong next) {

    public Page {
        items = List.copyOf(items);
    }

    /** Cuts a list that was read with one row more than was asked for. */
    static <T> Page<T> of(List<T> oneMore, int limit, ToLongFunction<T> number) {
        if (oneMore.size() <= limit) {
            return new Page<>(oneMore, OptionalLong.empty());
        }
        List<T> items = oneMore.subList(0, limit);
        return new Page<>(items, OptionalLong.of(number.applyAsLong(items.get(limit - 1))));
    }
}
