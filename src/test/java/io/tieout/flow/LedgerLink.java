package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.store.Database;
import io.tieout.testing.Tenants.Tenant;

/** A link of a tenant's Stripe account and ledger, with what its policy needs at least. */
final class LedgerLink {
    private LedgerLink() {}

    /** Stored, as the API would store it. */
    static Link stored(Database database, Links links, Tenant tenant) {
        database.run(handle -> handle.createUpdate("""
                        insert into link (key, tenant, flow, source, target, settings, settings_hash)
                        select :key, :tenant, 'stripe-charges-to-ebs-ledger', s.id, t.id, :settings::jsonb, 'hash'
                        from connection s, connection t where s.name = :source and t.name = :target""")
                .bind("key", tenant.link())
                .bind("tenant", tenant.name())
                .bind("source", tenant.stripe())
                .bind("target", tenant.ebs())
                .bind("settings", """
                        {"livemode":false,"startDate":"2026-01-01","zone":"America/New_York","entities":["204"],
                         "ledger":{"id":"1","currency":"USD","source":"Tieout","category":"Tieout Receipts"},
                         "accounts":{"credit":"01-000-2150-0000-000","clearing":{"USD":"01-000-1150-0000-000"}}}""")
                .execute());
        return links.byKey(tenant.name(), tenant.link()).orElseThrow();
    }
}
