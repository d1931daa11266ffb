package io.tieout.routes;

import io.tieout.store.access.TenantRows;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.watch.Alerts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes of route files for each tenant: they are everybody's, and no tenant reads another's trail. */
@ApplicationScoped
@Transactional
class RouteRecords {
    private static final String ALERT = "routes-refused";

    private final TenantRows tenants;
    private final AuditRows audit;
    private final Alerts alerts;

    RouteRecords(TenantRows tenants, AuditRows audit, Alerts alerts) {
        this.tenants = tenants;
        this.audit = audit;
        this.alerts = alerts;
    }

    void write(RouteNews.Entry entry) {
        for (String tenant : tenants.names()) {
            audit.write(new AuditEntry(
                    tenant, AuditEntry.SYSTEM, entry.action(), AuditEntry.Subject.ofNothing(), entry.detail()));
        }
    }

    void raise(String text) {
        tenants.names().forEach(tenant -> alerts.raise(tenant, ALERT, subject(tenant), text));
    }

    void clear() {
        List<String> names = tenants.names();
        alerts.clear(Set.of(ALERT), names.stream().map(RouteRecords::subject).collect(Collectors.toSet()));
    }

    /** There is one open alert per kind and subject, over all tenants. */
    private static String subject(String tenant) {
        return "routes:" + tenant;
    }
}
