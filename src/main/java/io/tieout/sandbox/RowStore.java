package io.tieout.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * A simulator's tables: read from memory, written through to one file. One lock per store makes every transaction
 * serializable; its changes are in the file before {@link #transaction} returns, so they survive a killed process
 * (not a failing disk: nothing is forced through the operating system's cache).
 */
public final class RowStore implements AutoCloseable {

    private static final String NUMBERS = "sandbox numbers";

    private record Place(String table, long number) {}

    private final ReentrantLock lock = new ReentrantLock(true);
    private final MVStore file;
    private final MVMap<String, Long> numbers;
    private final Map<String, RowTable<?>> tables = new LinkedHashMap<>();
    private final Map<String, MVMap<Long, String>> maps = new LinkedHashMap<>();
    private final Map<Place, Optional<Object>> dirty = new LinkedHashMap<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();

    private RowStore(MVStore file) {
        this.file = file;
        this.numbers = file.openMap(NUMBERS);
    }

    /**
     * Opens the file, or makes a store in memory when none is given.
     *
     * @throws IllegalStateException when the file is damaged or open elsewhere
     */
    public static RowStore open(Optional<Path> dataFile) {
        MVStore.Builder builder = new MVStore.Builder().autoCommitDisabled().cacheSize(16);
        dataFile.ifPresent(path -> builder.fileName(prepared(path)));
        MVStore file = opened(builder, dataFile);
        file.setVersionsToKeep(0);
        file.setRetentionTime(0);
        return new RowStore(file);
    }

    private static MVStore opened(MVStore.Builder builder, Optional<Path> dataFile) {
        try {
            return builder.open();
        } catch (MVStoreException e) {
            throw new IllegalStateException("The data file " + dataFile.orElseThrow() + " can't be opened", e);
        }
    }

    private static String prepared(Path path) {
        try {
            Path absolute = path.toAbsolutePath();
            Files.createDirectories(absolute.getParent());
            return absolute.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Declares a table and loads its rows. Each name once. */
    public <R> RowTable<R> table(String name, Class<R> type, Function<R, String> key) {
        return locked(() -> {
            if (tables.containsKey(name)) {
                throw new IllegalArgumentException("table " + name + " is declared twice");
            }
            RowTable<R> table = new RowTable<>(this, name, key);
            MVMap<Long, String> map = file.openMap("table " + name);
            map.forEach((number, json) -> table.load(number, read(json, type)));
            tables.put(name, table);
            maps.put(name, map);
            return table;
        });
    }

    /**
     * Runs the work under the store's lock and commits its changes together; when it throws, none of them stays. A
     * transaction inside another one joins it.
     */
    public <T extends @Nullable Object> T transaction(Supplier<T> work) {
        lock.lock();
        try {
            return lock.getHoldCount() > 1 ? work.get() : outermost(work);
        } finally {
            lock.unlock();
        }
    }

    private <T extends @Nullable Object> T outermost(Supplier<T> work) {
        boolean done = false;
        try {
            T result = work.get();
            flush();
            done = true;
            return result;
        } finally {
            if (!done) {
                undo.forEach(Runnable::run);
                file.rollback();
            }
            undo.clear();
            dirty.clear();
        }
    }

    private void flush() {
        if (dirty.isEmpty() && !file.hasUnsavedChanges()) {
            return;
        }
        dirty.forEach((place, row) -> {
            MVMap<Long, String> map = Objects.requireNonNull(maps.get(place.table()), "only declared tables change");
            if (row.isPresent()) {
                map.put(place.number(), SandboxJson.text(row.get()));
            } else {
                map.remove(place.number());
            }
        });
        file.commit();
    }

    /** A read under the lock; inside a transaction it sees that transaction's changes. */
    <T extends @Nullable Object> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    void undo(Runnable step) {
        undo.push(step);
    }

    void dirty(String table, long number, @Nullable Object row) {
        dirty.put(new Place(table, number), Optional.ofNullable(row));
    }

    /** The next number of a named sequence, from 1; {@link #startSequence} moves the start. */
    public long next(String sequence) {
        return transaction(() -> {
            long next = number("sequence " + sequence) + 1;
            setNumber("sequence " + sequence, next);
            return next;
        });
    }

    /** Makes {@code first} the next number of the sequence. */
    public void startSequence(String sequence, long first) {
        transaction(() -> {
            setNumber("sequence " + sequence, first - 1);
            return null;
        });
    }

    long number(String name) {
        return locked(() -> numbers.getOrDefault(name, 0L));
    }

    /** The same without the lock, for an event loop that must not wait; may show what is not committed yet. */
    long peek(String name) {
        return numbers.getOrDefault(name, 0L);
    }

    void setNumber(String name, long value) {
        // The map itself is rolled back with the file, so no undo step is needed.
        transaction(() -> numbers.put(name, value));
    }

    /** The tables and how many rows each has. */
    public Map<String, Integer> tables() {
        return locked(() -> {
            Map<String, Integer> counts = new LinkedHashMap<>();
            tables.forEach((name, table) -> counts.put(name, table.size()));
            return counts;
        });
    }

    /** A table's rows as JSON objects, or empty when there is no such table. */
    public Optional<List<JsonNode>> rows(String table) {
        return Optional.ofNullable(locked(() -> tables.get(table)))
                .map(found -> found.all().stream()
                        .<JsonNode>map(row -> SandboxJson.MAPPER.valueToTree(row))
                        .toList());
    }

    /** Empties all tables and sequences. */
    void clear() {
        tables.values().forEach(RowTable::clear);
        List.copyOf(numbers.keySet()).forEach(numbers::remove);
    }

    private static <R> R read(String json, Class<R> type) {
        try {
            return SandboxJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        locked(() -> {
            file.close();
            return null;
        });
    }
}
