package io.tieout.testing;

import io.tieout.domain.fact.BalanceEntry;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.ChargeStatus;
import io.tieout.domain.fact.DisputeStatus;
import io.tieout.domain.fact.FactKey;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.ledger.JournalLine.Side;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Reference;
import io.tieout.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Stores facts with their postings as the workers would have left them, for tests of what people see. */
@ApplicationScoped
public class StoryRows {
    private static final Instant DAY = Instant.parse("2026-11-20T10:00:00Z");

    private final Database database;

    StoryRows(Database database) {
        this.database = database;
    }

    /** The link of a tenant, on connections that are switched off, so that no worker touches what is stored. */
    public record Place(String tenant, String linkKey, long source, long target, long link) {}

    /** A stored charge. */
    public record Stored(long fact, String providerId, long posting, String reference, long batch) {}

    /** Texts that a merchant, a customer or an ERP may have chosen. */
    public record Texts(String invoice, String reason, String description) {
        public static final Texts PLAIN = new Texts("INV-1", "matched by its number", "one chair");
    }

    public Place place(String tenant) {
        long source = connection(tenant, "stripe");
        long target = connection(tenant, "ebs");
        String key = tenant + "-charges";
        long link = one("""
                insert into link (key, tenant, flow, source, target, settings, settings_hash, enabled)
                values (:key, :tenant, 'stripe-charges-to-ebs-ledger', :source, :target, '{}', 'hash', false)
                returning id""", Map.of("key", key, "tenant", tenant, "source", source, "target", target));
        return new Place(tenant, key, source, target, link);
    }

    private long connection(String tenant, String system) {
        return one("""
                insert into connection (tenant, name, system, base_url, settings, enabled)
                values (:tenant, :name, :system, 'http://127.0.0.1:9', '{}', false) returning id""", Map.of("tenant", tenant, "name", tenant + "-" + system, "system", system));
    }

    /** A charge of 123.45 USD whose posting is in a state; from SENDING on it is frozen in a batch. */
    public Stored charge(Place place, String state, Texts texts) {
        String id = "ch_" + random();
        Reference reference =
                new Reference("T" + random().toUpperCase(Locale.ROOT).substring(0, 24));
        long fact = fact(place, charge(id, texts.description()));
        boolean frozen =
                List.of("SENDING", "SENT", "CONFIRMED", "GONE", "REVERSED").contains(state);
        long batch = frozen ? batch(place) : 0;
        long posting = one(
                """
                insert into posting (tenant, fact_id, link_id, target, ledger, effect, posting_key, reference, state, live,
                  reason, amount_minor, currency, fact_version, journal, settings_version, settings_hash, routes_hash,
                  batch_id, accounting_date)
                values (:tenant, :fact, :link, :target, 'ebs:gl:1', 'RECORD', :reference, :reference, :state, :live,
                  :reason, 12345, 'USD', 1, :journal::jsonb, 1, 's', 'r', nullif(:batch, 0), '2026-11-20') returning id""",
                Map.ofEntries(
                        Map.entry("tenant", place.tenant()),
                        Map.entry("fact", fact),
                        Map.entry("link", place.link()),
                        Map.entry("target", place.target()),
                        Map.entry("reference", reference.value()),
                        Map.entry("state", state),
                        Map.entry("live", frozen),
                        Map.entry("reason", texts.reason()),
                        Map.entry("journal", database.json(journal(reference, id + " " + texts.invoice()))),
                        Map.entry("batch", batch)));
        one("""
                insert into allocation (posting_id, target, item_id, item_number, amount_minor, currency,
                  item_remaining_minor) values (:posting, :target, :item, :number, 12345, 'USD', 12345)
                returning posting_id""", Map.of("posting", posting, "target", place.target(), "item", random(), "number", texts.invoice()));
        return new Stored(fact, id, posting, reference.value(), batch);
    }

    private static Journal journal(Reference reference, String text) {
        Money amount = Money.ofMinor(12_345, "USD");
        return new Journal(
                reference,
                List.of(
                        new JournalLine("01-000-1150-0000-000", Side.DEBIT, amount, "", text),
                        new JournalLine("01-000-1200-0000-000", Side.CREDIT, amount, "77", text)));
    }

    private static Charge charge(String id, String description) {
        Money amount = Money.ofMinor(12_345, "USD");
        return new Charge(
                new FactKey("stripe", "acct_1", false, "charge", id),
                ChargeStatus.SUCCEEDED,
                true,
                amount,
                amount,
                Money.zero(amount.currency()),
                DisputeStatus.NONE,
                Optional.of(new BalanceEntry("txn_" + id, amount, Money.ofMinor(388, "USD"), DAY)),
                Optional.of("cus_1"),
                Optional.of("pi_" + id),
                description,
                Map.of("email", "jane@example.com"),
                DAY,
                List.of());
    }

    private long fact(Place place, Charge charge) {
        long fact = one(
                """
                insert into fact (fact_key, tenant, connection_id, object_type, object_id, snapshot, amount_minor,
                  currency, occurred_at)
                values (:key, :tenant, :connection, 'charge', :object, :snapshot::jsonb, 12345, 'USD',
                  '2026-11-20T10:00:00Z') returning id""",
                Map.of(
                        "key", charge.key().text(),
                        "tenant", place.tenant(),
                        "connection", place.source(),
                        "object", charge.key().objectId(),
                        "snapshot", database.json(charge)));
        long event = event(place, "DONE", "charge.succeeded");
        one(
                "insert into event_fact (event, fact) values (:event, :fact) returning fact",
                Map.of("event", event, "fact", fact));
        return fact;
    }

    /** An event in a state. */
    public long event(Place place, String state, String type) {
        return one("""
                with added as (
                  insert into event (connection_id, event_id, type, created, origin, state, reason)
                  values (:connection, :event, :type, '2026-11-20T10:00:00Z', 'webhook', :state, 'no reason to act')
                  returning id, received_at)
                insert into event_payload (event, received_at, payload) select id, received_at, '{}' from added
                returning event""", Map.of("connection", place.source(), "event", "evt_" + random(), "type", type, "state", state));
    }

    private long batch(Place place) {
        long batch = one("""
                with drawn as (update load_number set last = last + 1 returning last)
                insert into batch (tenant, target, ledger, accounting_date, currency, incarnation, number, request_key,
                  bytes, state)
                select :tenant, :target, 'ebs:gl:1', '2026-11-20', 'USD', 1, last, 'key', '', 'DONE' from drawn
                returning id""", Map.of("tenant", place.tenant(), "target", place.target()));
        one("""
                insert into import_run (batch_id, group_id, number, request_id, outcome)
                values (:batch, '501', 1, '9001', 'completed') returning batch_id""", Map.of("batch", batch));
        return batch;
    }

    /** A number that a statement answers. */
    public long one(String sql, Map<String, ?> values) {
        return database.with(handle ->
                handle.createQuery(sql).bindMap(values).mapTo(Long.class).one());
    }

    /** A text that a statement answers. */
    public String text(String sql, Map<String, ?> values) {
        return database.with(handle ->
                handle.createQuery(sql).bindMap(values).mapTo(String.class).one());
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
