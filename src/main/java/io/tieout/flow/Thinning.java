package io.tieout.flow;

import io.tieout.store.access.TenantRows;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.fact.FactTexts;
import io.tieout.store.fact.FactTexts.Passed;
import io.tieout.store.fact.Thinned;
import io.tieout.store.inbox.EventPayloads;
import io.tieout.store.inbox.EventPayloads.Month;
import io.tieout.store.inbox.EventPayloads.Strays;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One portion of retention in one transaction, with its audit entry: how much of what went, never what it said. */
@ApplicationScoped
public class Thinning {
    /** Most charges are in the books a day after they were found, so few are needed still when they are passed. */
    private static final Duration GRACE = Duration.ofDays(1);

    private final EventPayloads payloads;
    private final FactTexts texts;
    private final TenantRows tenants;
    private final AuditRows audit;

    Thinning(EventPayloads payloads, FactTexts texts, TenantRows tenants, AuditRows audit) {
        this.payloads = payloads;
        this.texts = texts;
        this.tenants = tenants;
        this.audit = audit;
    }

    /** Takes the payloads of one month; a partition belongs to all tenants, so each is told, and of no other's volume. */
    @Transactional
    public Optional<Month> month(Instant before, int mostKept) {
        Optional<Month> gone = payloads.thin(before, mostKept).filter(month -> month.payloads() > 0);
        gone.ifPresent(month -> tenants.names()
                .forEach(tenant -> tell(
                        tenant,
                        Map.of(
                                "what", "notifications",
                                "month", month.month().toString(),
                                "before", before.toString()))));
        return gone;
    }

    /** Takes payloads out of the partition for what no month takes. */
    @Transactional
    public long strays(Instant before, int most) {
        List<Strays> gone = payloads.thinStrays(before, most);
        gone.forEach(one -> tell(
                one.tenant(), Map.of("what", "notifications", "rows", one.payloads(), "before", before.toString())));
        return gone.stream().mapToLong(Strays::payloads).sum();
    }

    /** Passes the next facts. */
    @Transactional
    public Passed pass(Instant before, int most) {
        Passed passed = texts.pass(before, GRACE, most);
        passed.thinned().forEach(one -> tell(one, before));
        return passed;
    }

    /** Looks again at facts that were needed when they were passed. */
    @Transactional
    public Passed left(Instant before, int most) {
        Passed passed = texts.left(before, most);
        passed.thinned().forEach(one -> tell(one, before));
        return passed;
    }

    private void tell(Thinned thinned, Instant before) {
        tell(thinned.tenant(), Map.of("what", "facts", "rows", thinned.rows(), "before", before.toString()));
    }

    private void tell(String tenant, Map<String, Object> detail) {
        audit.write(
                new AuditEntry(tenant, AuditEntry.SYSTEM, "retention.thin", AuditEntry.Subject.ofNothing(), detail));
    }
}
