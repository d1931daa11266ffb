package io.tieout.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One table of immutable rows with a unique key, in order of first insertion. Every method takes the store's lock, so
 * a read outside a transaction sees committed rows only. Change rows inside {@link RowStore#transaction}; a change
 * outside is a transaction of its own.
 *
 * @param <R> the row, a record that Jackson can write and read
 */
public final class RowTable<R> {

    private static final char LOW = '\u0000';
    private static final char HIGH = '\u0001';

    private record Slot<R>(long number, R row) {}

    private record Index<R>(Function<R, @Nullable String> value, NavigableMap<String, R> rows) {}

    private final RowStore store;
    private final String name;
    private final Function<R, String> key;
    private final Map<String, Slot<R>> slots = new LinkedHashMap<>();
    private final Map<String, Index<R>> indexes = new LinkedHashMap<>();
    private long lastNumber;

    RowTable(RowStore store, String name, Function<R, String> key) {
        this.store = store;
        this.name = name;
        this.key = key;
    }

    public String name() {
        return name;
    }

    /** Adds a secondary index; rows whose value is null are not in it. Declare indexes once, after the table. */
    public RowTable<R> index(String indexName, Function<R, @Nullable String> value) {
        store.locked(() -> {
            Index<R> index = new Index<>(value, new TreeMap<>());
            slots.values().forEach(slot -> enter(index, slot));
            indexes.put(indexName, index);
            return null;
        });
        return this;
    }

    public Optional<R> get(String rowKey) {
        return store.locked(() -> Optional.ofNullable(slots.get(rowKey)).map(Slot::row));
    }

    /** All rows, oldest first, as a copy. */
    public List<R> all() {
        return store.locked(() -> slots.values().stream().map(Slot::row).toList());
    }

    public int size() {
        return store.locked(slots::size);
    }

    /** The rows whose index value equals {@code value}, oldest first. */
    public List<R> byIndex(String indexName, String value) {
        return store.locked(() -> List.copyOf(equal(indexName, value).values()));
    }

    public boolean anyByIndex(String indexName, String value) {
        return store.locked(() -> !equal(indexName, value).isEmpty());
    }

    /** At most {@code limit} rows whose index value is greater than {@code value}, in rising order of the value. */
    public List<R> after(String indexName, String value, int limit) {
        return store.locked(
                () -> first(index(indexName).rows().tailMap(value + HIGH, true).values(), limit));
    }

    /** At most {@code limit} rows whose index value is less than {@code value}, in falling order of the value. */
    public List<R> before(String indexName, String value, int limit) {
        return store.locked(() -> first(
                index(indexName)
                        .rows()
                        .headMap(value + LOW, false)
                        .descendingMap()
                        .values(),
                limit));
    }

    /** Inserts the row, or replaces the one with the same key in its place. */
    public void put(R row) {
        store.transaction(() -> {
            String rowKey = key.apply(row);
            Slot<R> old = slots.get(rowKey);
            long number = old == null ? lastNumber + 1 : old.number();
            set(rowKey, number, old, new Slot<>(number, row));
            return null;
        });
    }

    /** Removes the row with this key, if there is one. */
    public void remove(String rowKey) {
        store.transaction(() -> {
            Slot<R> old = slots.get(rowKey);
            if (old != null) {
                set(rowKey, old.number(), old, null);
            }
            return null;
        });
    }

    private void set(String rowKey, long number, @Nullable Slot<R> old, @Nullable Slot<R> fresh) {
        long before = lastNumber;
        apply(rowKey, old, fresh);
        store.undo(() -> {
            apply(rowKey, fresh, old);
            lastNumber = before;
        });
        store.dirty(name, number, fresh == null ? null : fresh.row());
    }

    private void apply(String rowKey, @Nullable Slot<R> old, @Nullable Slot<R> fresh) {
        if (old != null) {
            indexes.values().forEach(index -> leave(index, old));
        }
        if (fresh == null) {
            slots.remove(rowKey);
            return;
        }
        slots.put(rowKey, fresh);
        lastNumber = Math.max(lastNumber, fresh.number());
        indexes.values().forEach(index -> enter(index, fresh));
    }

    /** Called by the store for a row that the file holds. */
    void load(long number, R row) {
        apply(key.apply(row), null, new Slot<>(number, row));
    }

    void clear() {
        List.copyOf(slots.keySet()).forEach(this::remove);
    }

    private void enter(Index<R> index, Slot<R> slot) {
        String value = index.value().apply(slot.row());
        if (value != null) {
            index.rows().put(place(value, slot), slot.row());
        }
    }

    private void leave(Index<R> index, Slot<R> slot) {
        String value = index.value().apply(slot.row());
        if (value != null) {
            index.rows().remove(place(value, slot));
        }
    }

    /** Value, then the row's number: rows of one value keep the order of insertion. */
    private static String place(String value, Slot<?> slot) {
        String number = Long.toString(slot.number());
        return value + LOW + "0".repeat(19 - number.length()) + number;
    }

    private NavigableMap<String, R> equal(String indexName, String value) {
        return index(indexName).rows().subMap(value + LOW, true, value + HIGH, false);
    }

    private Index<R> index(String indexName) {
        Index<R> index = indexes.get(indexName);
        if (index == null) {
            throw new IllegalArgumentException("table " + name + " has no index " + indexName);
        }
        return index;
    }

    private static <R> List<R> first(Collection<R> rows, int limit) {
        List<R> page = new ArrayList<>();
        Iterator<R> all = rows.iterator();
        while (page.size() < limit && all.hasNext()) {
            page.add(all.next());
        }
        return page;
    }
}
