package io.tieout.testing;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.posting.Reference;
import io.tieout.port.NeedsPerson;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.Journals;
import io.tieout.port.erp.References;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The edge of an ERP that keeps what it is told to keep; each page of its list holds one reference. */
@Alternative
@ApplicationScoped
public class RememberingErp implements References {
    private final Map<ConnectionId, Memory> memories = new ConcurrentHashMap<>();

    /**
     * What it keeps.
     *
     * @param pages how many pages it answers before it fails once
     */
    private record Memory(List<Kept> kept, List<OpenItem> items, LocalDate day, int pages) {

        long highest() {
            return kept.stream()
                    .flatMap(one -> one.load().stream())
                    .mapToLong(LoadedBy::number)
                    .max()
                    .orElse(0);
        }
    }

    /** From now on it keeps this for the installation, by a connection. */
    public void keeps(ConnectionId connection, LocalDate day, List<Kept> kept, List<OpenItem> items) {
        memories.put(connection, new Memory(List.copyOf(kept), List.copyOf(items), day, Integer.MAX_VALUE));
    }

    /** It fails once, after so many pages. */
    public void failsAfter(ConnectionId connection, int pages) {
        memories.computeIfPresent(
                connection, (id, memory) -> new Memory(memory.kept(), memory.items(), memory.day(), pages));
    }

    private Memory memory(ConnectionId connection) {
        return memories.get(connection);
    }

    @Override
    public Fence fence(ConnectionId connection, Journals.Stamp stamp) {
        return new Fence.Stands(memory(connection).highest());
    }

    @Override
    public Page list(ConnectionId connection, String installation, Optional<Reference> after) {
        Memory memory = memory(connection);
        if (memory.pages() == 0) {
            failsAfter(connection, Integer.MAX_VALUE);
            throw new NeedsPerson("it fails once");
        }
        failsAfter(connection, memory.pages() - 1);
        List<Kept> page = memory.kept().stream()
                .sorted(java.util.Comparator.comparing(Kept::reference))
                .filter(one -> after.isEmpty() || one.reference().compareTo(after.get()) > 0)
                .limit(1)
                .toList();
        return new Page(page, page.stream().map(Kept::reference).findFirst());
    }

    @Override
    public Map<Reference, LocalDate> days(ConnectionId connection, Collection<Kept> references) {
        Map<Reference, LocalDate> days = new HashMap<>();
        references.forEach(one -> days.put(one.reference(), memory(connection).day()));
        return days;
    }

    @Override
    public Closing close(ConnectionId connection, Journals.Stamp stamp, Journals.Closure closure) {
        return new Closing.Answered(
                closure.references().stream().collect(Collectors.toMap(Function.identity(), one -> true)));
    }

    @Override
    public List<OpenItem> items(ConnectionId connection, Set<String> ids) {
        return memory(connection).items().stream()
                .filter(item -> ids.contains(item.id()))
                .toList();
    }
}
