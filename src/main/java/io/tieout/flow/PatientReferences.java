package io.tieout.flow;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.posting.Reference;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.Journals;
import io.tieout.port.erp.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The calls of a command, which nobody repeats for it: what may work later is waited for, our own limit of calls a
 * second above all, and tried again. Each of these calls can be repeated.
 */
@ApplicationScoped
class PatientReferences {
    private static final int MOST_FAILURES = 5;
    private static final int MOST_TRIES = 100;
    private static final Duration USUAL_REST = Duration.ofSeconds(3);
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    private final References references;

    PatientReferences(References references) {
        this.references = references;
    }

    References.Fence fence(ConnectionId connection, Journals.Stamp stamp) {
        return patiently(() -> references.fence(connection, stamp));
    }

    References.Page list(ConnectionId connection, String installation, Optional<Reference> after) {
        return patiently(() -> references.list(connection, installation, after));
    }

    Map<Reference, LocalDate> days(ConnectionId connection, Collection<References.Kept> kept) {
        return patiently(() -> references.days(connection, kept));
    }

    Closing close(ConnectionId connection, Journals.Stamp stamp, Journals.Closure closure) {
        return patiently(() -> references.close(connection, stamp, closure));
    }

    List<OpenItem> items(ConnectionId connection, Set<String> ids) {
        return patiently(() -> references.items(connection, ids));
    }

    private static <T> T patiently(Supplier<T> call) {
        int failures = 0;
        for (int tries = 1; ; tries++) {
            try {
                return call.get();
            } catch (RetryLater later) {
                failures += later.counted() ? 1 : 0;
                if (failures == MOST_FAILURES || tries == MOST_TRIES) {
                    throw later;
                }
                rest(later.after().orElse(USUAL_REST));
            }
        }
    }

    private static void rest(Duration rest) {
        LockSupport.parkNanos(Math.min(rest.toNanos(), LONGEST_REST.toNanos()));
    }
}
