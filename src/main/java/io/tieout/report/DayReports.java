package io.tieout.report;

import io.tieout.audit.Head;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditEntry.Subject;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.audit.ChainRows;
import io.tieout.store.report.CompletenessRows;
import io.tieout.store.report.DayScope;
import io.tieout.store.report.FrozenReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Counts, freezes and audits one day of one link, in one transaction with one look at the database. */
@ApplicationScoped
class DayReports {
    private final CompletenessRows rows;
    private final ChainRows chain;
    private final AuditRows audit;
    private final CompletenessDocument document;

    DayReports(CompletenessRows rows, ChainRows chain, AuditRows audit, CompletenessDocument document) {
        this.rows = rows;
        this.chain = chain;
        this.audit = audit;
        this.document = document;
    }

    /** Freezes the next day of a link if it is before today; tells whether it did. */
    @Transactional
    boolean freezeNext(long link, LocalDate today) {
        return rows.begin(link)
                && rows.link(link)
                        .filter(known -> known.next().isBefore(today))
                        .map(known -> write(new DayScope(known, known.next())))
                        .orElse(false);
    }

    private boolean write(DayScope scope) {
        Optional<Head> head = chain.head(scope.link().tenant()).map(Head::of);
        FrozenReport report = document.of(scope, rows.sums(scope), head);
        boolean frozen = rows.freeze(scope, report).isPresent();
        if (frozen) {
            audit.write(new AuditEntry(
                    scope.link().tenant(),
                    AuditEntry.SYSTEM,
                    "report.freeze",
                    Subject.ofLink(scope.link().id()),
                    Map.of(
                            "day", scope.day().toString(),
                            "sha256", report.sha256(),
                            "differences", report.differences())));
        }
        return frozen;
    }
}
