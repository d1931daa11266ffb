package io.tieout.fault;

import static io.tieout.fault.LeaseWorld.inTransaction;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.FactKey;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.ledger.JournalLine.Side;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.posting.PostingKey;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.Reference;
import io.tieout.fault.LeaseWorld.House;
import io.tieout.flow.Restoration;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.Journals;
import io.tieout.port.erp.References.Kept;
import io.tieout.port.erp.References.LoadedBy;
import io.tieout.store.Database;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.batch.Amendments;
import io.tieout.store.batch.Batches;
import io.tieout.store.batch.FrozenBytes;
import io.tieout.store.fact.Facts;
import io.tieout.store.item.OpenItemRows;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.Postings;
import io.tieout.testing.RememberingErp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a backup knew of postings, and what an ERP keeps of them; the ERP is there in the profile that has it only. */
@ApplicationScoped
class RestoredWorld {
    static final String ACTOR = "command:operator";
    private static final String LEDGER = "ebs:gl:1";

    private final LeaseWorld world;
    private final Instance<RememberingErp> erp;
    private final Restoration restoration;
    private final Database database;
    private final Facts facts;
    private final Postings postings;
    private final Batches batches;
    private final Amendments amendments;
    private final Journals journals;
    private final OpenItemRows items;

    RestoredWorld(
            LeaseWorld world,
            Instance<RememberingErp> erp,
            Restoration restoration,
            Database database,
            Facts facts,
            Postings postings,
            Batches batches,
            Amendments amendments,
            Journals journals,
            OpenItemRows items) {
        this.world = world;
        this.erp = erp;
        this.restoration = restoration;
        this.database = database;
        this.facts = facts;
        this.postings = postings;
        this.batches = batches;
        this.amendments = amendments;
        this.journals = journals;
        this.items = items;
    }

    /** The address of a tenant's ERP: two of one address are one ERP. */
    void address(House house, String address) {
        database.run(handle -> handle.execute(
                "update connection set base_url = ? where id = ?",
                address,
                house.target().value()));
    }

    /** A posting as a backup holds it, of all of an item, in a state on the usual way. */
    PostingRow backedUp(House house, OpenItem item, String state) {
        PostingRow posting = world.posting(house);
        if (state.equals("WAITING")) {
            return posting;
        }
        inTransaction(() -> world.match(posting, item));
        if (state.equals("MATCHED")) {
            return world.now(posting);
        }
        PostingRow matched = world.now(posting);
        inTransaction(() -> {
            postings.freeze(List.of(matched), freeze(house, matched));
            return matched;
        });
        return onTheWay(matched, state);
    }

    private PostingRow onTheWay(PostingRow frozen, String state) {
        PostingRow sending = world.now(frozen);
        PostingState.Sending from = (PostingState.Sending) sending.state();
        inTransaction(() -> {
            switch (state) {
                case "SENDING" -> {}
                case "SENT" -> postings.move(sending, from.acknowledge("loaded"), Map.of());
                case "CONFIRMED" -> postings.move(sending, from.confirm("posted"), Map.of());
                case "GONE" -> postings.move(sending, from.gone("deleted"), Map.of());
                case "CLOSED" -> postings.move(sending, from.closed("given up"), Map.of());
                default -> throw new IllegalArgumentException(state);
            }
            return sending;
        });
        return world.now(frozen);
    }

    private long freeze(House house, PostingRow posting) {
        byte[] bytes = journals.freeze(
                house.target(),
                new Journals.Draft(
                        new Journals.LedgerTarget("1", "USD", "Tieout", "Tieout Receipts", "Corporate"),
                        LeaseWorld.DAY,
                        List.of(posting.journal().orElseThrow())));
        return batches.freeze(house.batchKey(), new FrozenBytes(1, batches.nextNumber(), "key", bytes));
    }

    /** Another content is on its way to a posting's rows. */
    void amending(PostingRow posting, String content) {
        Journal journal = posting.journal().orElseThrow();
        inTransaction(() -> amendments.intend(
                posting,
                new Amendments.Wanted(
                        "before", content, new byte[0], LeaseWorld.DAY, journal, "a test", AuditEntry.SYSTEM)));
    }

    /** The target would not have it. */
    void refused(PostingRow posting) {
        inTransaction(() -> {
            amendments.of(posting.batch().orElseThrow()).stream()
                    .filter(amendment -> amendment.reference().equals(posting.reference()))
                    .forEach(amendment -> amendments.refused(posting, amendment, "no such account"));
            return posting;
        });
    }

    /** The reference of another generation of a posting. */
    Reference generation(House house, PostingRow posting, int generation) {
        FactKey fact = facts.byId(posting.fact()).orElseThrow().fact().key();
        PostingKey key = new PostingKey(house.tenant().link(), fact, posting.effect(), generation);
        return Reference.derive("test", LEDGER, key);
    }

    /** What stands under a reference, of all of an item. */
    Kept stands(Reference reference, OpenItem item, String content) {
        List<JournalLine> lines = List.of(
                new JournalLine("clearing", Side.DEBIT, LeaseWorld.AMOUNT, "", "ch_kept"),
                new JournalLine("credit", Side.CREDIT, LeaseWorld.AMOUNT, item.id(), "ch_kept " + item.number()));
        return new Kept(
                reference,
                Stage.POSTED,
                Optional.of("7001"),
                Optional.of(content),
                Optional.of(new LoadedBy(1, forgottenNumber())),
                lines);
    }

    /** A tombstone. */
    Kept tombstone(Reference reference) {
        return new Kept(
                reference,
                Stage.CLOSED,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new LoadedBy(1, forgottenNumber())),
                List.of());
    }

    private long forgottenNumber() {
        return number("select last + 100 from load_number");
    }

    /** The ERP of a tenant keeps this. */
    void keeps(House house, List<Kept> kept, OpenItem... items) {
        erp.get().keeps(house.target(), LeaseWorld.DAY, kept, List.of(items));
    }

    /** The ERP of a tenant fails once, after so many pages of its list. */
    void failsAfter(House house, int pages) {
        erp.get().failsAfter(house.target(), pages);
    }

    /** What the command finds out, and does, for the connection of a tenant. */
    Restoration.Outcome adopt(House house) {
        return restoration.adopt(house.tenant().ebs(), ACTOR);
    }

    String why(House house) {
        return restoration.look(house.tenant().ebs()).why();
    }

    long number(String sql) {
        return database.with(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    /** The only text that a query finds. */
    String text(String sql) {
        return database.with(
                handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    /** The state of the posting under a reference; {@code none} where there is none. */
    String state(Reference reference) {
        return database.with(handle -> handle.createQuery("select state from posting where reference = :reference")
                .bind("reference", reference.value())
                .mapTo(String.class)
                .findOne()
                .orElse("none"));
    }

    /** How often something was audited of a posting, a batch or a connection. */
    long audited(String action, String column, long id) {
        return number("select count(*) from audit_entry where action = '" + action + "' and " + column + " = " + id);
    }

    /** Whether the connection of a tenant is told of postings without facts. */
    boolean told(House house) {
        return told(house.target());
    }

    private boolean told(ConnectionId target) {
        return number("select count(*) from alert where kind = 'restored-without-fact' and cleared_at is null"
                        + " and subject = 'connection:" + target.value() + "'")
                > 0;
    }

    /** What is left of an item at the connection of a tenant. */
    long left(House house, OpenItem item) {
        return items.byIds(house.target(), List.of(item.id()), 0)
                .get(0)
                .available()
                .minorUnits();
    }

    /** How many open items an ERP's reference reserves. */
    long reserved(Reference reference) {
        return number("select count(*) from adopted_item where reference = '" + reference + "'");
    }

    /** The journal of a posting that stands. */
    static Journal journal(Kept kept) {
        return new Journal(kept.reference(), kept.lines());
    }
}
