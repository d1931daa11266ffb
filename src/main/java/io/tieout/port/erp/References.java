package io.tieout.port.erp;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.JournalAnswers.Stage;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a target that keeps references itself knows of an installation (protocol.md move 11): for the look whether our
 * database was restored, and for the adoption afterwards. All calls go to a stopped connection too. They throw
 * {@link io.tieout.port.RetryLater}, {@link io.tieout.port.NeedsPerson} or {@link io.tieout.port.NeverWorks}.
 */
public interface References {

    /**
     * Raises the fence of the installation to this incarnation: from then on, writes of lower ones are refused there.
     * With the incarnation that the database has anyway it changes nothing, and tells what the target knows.
     */
    Fence fence(ConnectionId connection, Journals.Stamp stamp);

    /** A page of all references of an installation, tombstones too, by rising reference. */
    Page list(ConnectionId connection, String installation, Optional<Reference> after);

    /** The accounting days of references that have rows or lines; those of which nobody can say it are left out. */
    Map<Reference, LocalDate> days(ConnectionId connection, Collection<Kept> references);

    /** As {@link Journals#close}. */
    Closing close(ConnectionId connection, Journals.Stamp stamp, Journals.Closure closure);

    /** As {@link OpenItems#byId}. */
    List<OpenItem> items(ConnectionId connection, Set<String> ids);

    /** The answer of a fence. */
    sealed interface Fence {

        /**
         * It stands at the incarnation that was asked for.
         *
         * @param highestNumber the highest load number this installation ever used there, 0 when none
         */
        record Stands(long highestNumber) implements Fence {}

        /** It stands higher already: the target refuses this incarnation. */
        record Higher(String reason) implements Fence {}
    }

    /** Some references; {@code next} is where the next page starts, empty on the last one. */
    record Page(List<Kept> references, Optional<Reference> next) {
        public Page {
            references = List.copyOf(references);
        }
    }

    /**
     * A reference as the target keeps it.
     *
     * @param content of what stands under it, in the form of {@link Journals#find}
     * @param load incarnation and number of the load that brought it; empty for a tombstone of what never was loaded
     * @param lines what was loaded, or amended since; none for a tombstone of what never was loaded
     */
    record Kept(
            Reference reference,
            Stage stage,
            Optional<String> group,
            Optional<String> content,
            Optional<LoadedBy> load,
            List<JournalLine> lines) {
        public Kept {
            lines = List.copyOf(lines);
        }

        /** Whether it is a tombstone. */
        public boolean closed() {
            return stage == Stage.CLOSED;
        }
    }

    /** Which load brought a reference. */
    record LoadedBy(long incarnation, long number) {}
}
