package io.tieout.store;

import java.util.List;
import java.util.Map;

/** Charges of long ago, each with a confirmed posting in a batch that is done, as the workers leave them. */
public final class OldFacts {
    private static final String TEXTS =
            "{\"description\": \"Jane Roe's chair\", \"metadata\": {\"email\": \"jane@example.com\"}, ";
    private static final String FIELDS =
            "\"dispute\": \"NONE\", \"paymentIntent\": \"pi_1\", \"amountCaptured\": 100, \"customer\": \"cus_1\"}";
    private static final String EVIDENCE = """
            [{"candidate": {"item": {"id": "7", "customerName": "Roe Ltd", "number": "INV-7"}}, "whyNot": "another"},
             {"candidate": {"item": {"id": "8", "customerName": "Doe Ltd", "number": "INV-8"}}, "whyNot": "late"}]""";

    private final TestDatabase store;

    public OldFacts(TestDatabase store) {
        this.store = store;
        run("insert into tenant (name) values ('acme')");
        run("""
                insert into connection (tenant, name, system, base_url, settings)
                values ('acme', 'source', 'stripe', '', '{}'), ('acme', 'target', 'ebs', '', '{}')""");
        run("""
                insert into link (key, tenant, flow, source, target, settings, settings_hash)
                values ('charges', 'acme', 'charges', 1, 2, '{}', '')""");
    }

    /** Charges that were over 100 days ago; answers their numbers. */
    public List<Long> charges(int count) {
        return numbers("select old_charge() from generate_series(1, " + count + ")");
    }

    public long charge() {
        return charges(1).get(0);
    }

    /** The function by which one charge with all that belongs to it is made, so that hundreds take one statement. */
    public void prepare() {
        run("""
                create sequence old_number;
                create function old_charge() returns bigint language plpgsql as $f$
                declare
                  fact bigint;
                  batch bigint;
                  posting bigint;
                  name text := 'ch_' || nextval('old_number');
                begin
                  insert into fact (fact_key, tenant, connection_id, object_type, object_id, snapshot, amount_minor,
                    currency, occurred_at, first_seen_at, updated_at)
                  values (name, 'acme', 1, 'charge', name, '%s', 100, 'USD', now() - interval '100 days',
                    now() - interval '100 days', now() - interval '100 days') returning id into fact;
                  insert into batch (tenant, target, ledger, accounting_date, incarnation, number, request_key, bytes,
                    state, done_at)
                  values ('acme', 2, 'gl', '2026-01-01', 1, fact, 'key', 'sent', 'DONE', now() - interval '100 days')
                  returning id into batch;
                  insert into posting (tenant, fact_id, link_id, target, ledger, effect, posting_key, reference, state,
                    reason, amount_minor, currency, fact_version, journal, evidence, batch_id, settings_version,
                    settings_hash, routes_hash, updated_at)
                  values ('acme', fact, 1, 2, 'gl', 'RECORD', name, name, 'CONFIRMED', 'posted', 100, 'USD', 1,
                    '{"lines": []}', '%s', batch, 1, '', '', now() - interval '100 days') returning id into posting;
                  insert into allocation (posting_id, target, item_id, item_number, amount_minor, currency,
                    item_remaining_minor) values (posting, 2, '7', 'INV-7', 100, 'USD', 100);
                  return fact;
                end $f$""".formatted((TEXTS + FIELDS).replace("'", "''"), EVIDENCE));
    }

    /** A refund of a charge, whose own posting is in a state. */
    public void refund(long charge, String state) {
        run("""
                with part as (
                  insert into fact (fact_key, tenant, connection_id, object_type, object_id, parent, snapshot,
                    amount_minor, currency, occurred_at, first_seen_at, updated_at)
                  values ('re_%1$d', 'acme', 1, 'refund', 're_%1$d', %1$d, '{}', 100, 'USD', now(),
                    now() - interval '100 days', now() - interval '100 days') returning id)
                insert into posting (tenant, fact_id, link_id, target, ledger, effect, posting_key, reference, state,
                  reason, amount_minor, currency, fact_version, settings_version, settings_hash, routes_hash, updated_at)
                select 'acme', id, 1, 2, 'gl', 'REFUND', 're_%1$d', 're_%1$d', '%2$s', '', 100, 'USD', 1, 1, '', '',
                  now() - interval '100 days' from part""".formatted(charge, state));
    }

    public void run(String sql) {
        store.database().run(handle -> handle.execute(sql));
    }

    public List<Long> numbers(String sql) {
        return store.database()
                .with(handle -> handle.createQuery(sql).mapTo(Long.class).list());
    }

    public String text(String sql) {
        return store.database()
                .with(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    public Map<String, Object> row(String sql) {
        return store.database()
                .with(handle -> handle.createQuery(sql).mapToMap().one());
    }
}
