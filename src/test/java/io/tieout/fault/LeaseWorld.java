package io.tieout.fault;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.ChargeStatus;
import io.tieout.domain.fact.DisputeStatus;
import io.tieout.domain.fact.FactKey;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.matching.Allocation;
import io.tieout.domain.matching.Distribution;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Effect;
import io.tieout.domain.posting.PostingKey;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.store.Database;
import io.tieout.store.batch.BatchKey;
import io.tieout.store.fact.FactBefore;
import io.tieout.store.fact.Facts;
import io.tieout.store.item.OpenItemPages;
import io.tieout.store.posting.Match;
import io.tieout.store.posting.NewPosting;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.posting.Postings;
import io.tieout.store.posting.Stamp;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/** Rows of a tenant of its own, as the flow would have stored them, with no worker near. */
@ApplicationScoped
class LeaseWorld {
    static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    static final Money AMOUNT = Money.ofMinor(10_000, "USD");
    static final Instant THEN = Instant.parse("2026-11-20T15:00:00Z");
    private static final String LEDGER = "ebs:gl:1";
    private static final String SETTINGS = """
            {"livemode":false,"startDate":"2026-01-01","zone":"America/New_York","entities":["204"],
             "ledger":{"id":"1","currency":"USD","source":"Tieout","category":"Tieout Receipts"},
             "accounts":{"credit":"01-000-2150-0000-000","clearing":{"USD":"01-000-1150-0000-000"}}}""";

    private final Tenants tenants;
    private final Database database;
    private final Facts facts;
    private final Postings postings;
    private final PostingRows rows;
    private final OpenItemPages pages;

    LeaseWorld(
            Tenants tenants, Database database, Facts facts, Postings postings, PostingRows rows, OpenItemPages pages) {
        this.tenants = tenants;
        this.database = database;
        this.facts = facts;
        this.postings = postings;
        this.rows = rows;
        this.pages = pages;
    }

    /**
     * A tenant with a link.
     *
     * @param link number of the link
     */
    record House(Tenant tenant, ConnectionId source, ConnectionId target, long link) {

        BatchKey batchKey() {
            return new BatchKey(tenant.name(), link, target, LEDGER, DAY, "USD");
        }
    }

    House house() {
        Tenant tenant = tenants.create().withConnections();
        ConnectionId source = connection(tenant.stripe());
        ConnectionId target = connection(tenant.ebs());
        long link = database.with(handle -> handle.createQuery("""
                        insert into link (key, tenant, flow, source, target, settings, settings_hash)
                        values (:key, :tenant, 'stripe-charges-to-ebs-ledger', :source, :target, :settings::jsonb, 'hash')
                        returning id""")
                .bind("settings", SETTINGS)
                .bind("key", tenant.link())
                .bind("tenant", tenant.name())
                .bind("source", source.value())
                .bind("target", target.value())
                .mapTo(Long.class)
                .one());
        return new House(tenant, source, target, link);
    }

    private ConnectionId connection(String name) {
        return database.with(handle -> handle.createQuery("select id from connection where name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .map(ConnectionId::new)
                .one());
    }

    /** A captured charge of {@link #AMOUNT}. */
    static Charge charge(House house, DisputeStatus dispute, String id) {
        return new Charge(
                new FactKey("stripe", house.tenant().account(), false, "charge", id),
                ChargeStatus.SUCCEEDED,
                true,
                AMOUNT,
                AMOUNT,
                Money.ofMinor(0, "USD"),
                dispute,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Map.of(),
                THEN,
                List.of());
    }

    /** Records a new charge; answers the number of its fact. */
    long fact(House house, String id) {
        return record(house, charge(house, DisputeStatus.NONE, id), 0).orElseThrow();
    }

    private static FactBefore before(long version) {
        return new FactBefore(0, version, 0, 0);
    }

    OptionalLong record(House house, Charge charge, long before) {
        Facts.Found found = new Facts.Found(house.tenant().name(), house.source(), OptionalLong.empty());
        return inTransaction(() -> facts.record(found, charge, before(before)));
    }

    /** A posting in state WAITING for a new charge. */
    PostingRow posting(House house) {
        String id = "ch_" + UUID.randomUUID();
        long fact = fact(house, id);
        FactKey key = charge(house, DisputeStatus.NONE, id).key();
        PostingKey posting = new PostingKey(house.tenant().link(), key, Effect.RECORD, 1);
        NewPosting row = new NewPosting(
                house.tenant().name(),
                fact,
                house.link(),
                house.target(),
                LEDGER,
                posting,
                Reference.derive("test", LEDGER, posting),
                AMOUNT);
        return inTransaction(() -> postings.open(row, stamp()));
    }

    static Stamp stamp() {
        return new Stamp(1, 1, "hash", "hash");
    }

    /** An open item of {@link #AMOUNT}. */
    OpenItem item(House house) {
        return item(house, "1");
    }

    /** The same under an id of its own. */
    OpenItem item(House house, String id) {
        OpenItem item = new OpenItem(
                id,
                "204",
                "70001",
                "A-1",
                "Customer",
                "INV-1",
                "900001",
                "INV",
                AMOUNT,
                AMOUNT,
                Money.ofMinor(0, "USD"),
                false,
                1,
                DAY,
                true);
        pages.store(house.target(), List.of(item), THEN);
        return item;
    }

    /** All of an item for a posting. */
    boolean match(PostingRow posting, OpenItem item) {
        Journal journal = new Journal(
                posting.reference(),
                List.of(
                        new JournalLine("clearing", JournalLine.Side.DEBIT, AMOUNT, "", "charge"),
                        new JournalLine("credit", JournalLine.Side.CREDIT, AMOUNT, item.id(), "charge")));
        Match match = new Match(Distribution.of(List.of(new Allocation(item, AMOUNT))), journal, DAY, Optional.empty());
        return postings.match(posting, ((PostingState.Undecided) posting.state()).match("exact"), match, stamp());
    }

    /** A posting as it stands now. */
    PostingRow now(PostingRow posting) {
        return rows.byIds(List.of(posting.id())).get(0);
    }

    static <T> T inTransaction(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }
}
