package io.tieout.fault;

import static io.tieout.fault.LeaseWorld.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.FactKey;
import io.tieout.domain.posting.PostingKey;
import io.tieout.domain.posting.Reference;
import io.tieout.fault.LeaseWorld.House;
import io.tieout.store.Database;
import io.tieout.store.fact.Facts;
import io.tieout.store.posting.Generations;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.restore.AdoptedRow;
import io.tieout.store.restore.AdoptedRow.Load;
import io.tieout.store.restore.AdoptedRows;
import io.tieout.store.restore.AdoptedRows.Beside;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a target holds after a restore, until postings take it over; on a real PostgreSQL. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class AdoptedRowsTest {
    @Inject
    LeaseWorld world;

    @Inject
    RestoredWorld restored;

    @Inject
    AdoptedRows adopted;

    @Inject
    Generations generations;

    @Inject
    Facts facts;

    @Inject
    Database database;

    @Test
    void twoTakenAtOnce_theLastSeesThatNoneWaits() throws Exception {
        House house = world.house();
        PostingRow first = kept(house);
        PostingRow last = kept(house);
        assertThat(waiting(house)).isEqualTo(2);
        CompletableFuture<Long> left = new CompletableFuture<>();

        QuarkusTransaction.begin();
        adopted.taken(first.reference(), first);
        left.completeAsync(() -> inTransaction(() -> {
            adopted.taken(last.reference(), last);
            return waiting(house);
        }));
        await().until(() -> left.isDone() || somebodyWaits());
        QuarkusTransaction.commit();

        assertThat(left.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(adopted.waiting(first.reference())).isEmpty();
        assertThat(reserved(first.reference())).isZero();
    }

    @Test
    void takenWhileAPersonReleasesIt_isTaken_andNeitherWaitsForTheOther() throws Exception {
        House house = world.house();
        PostingRow posting = kept(house);
        CompletableFuture<Boolean> released = new CompletableFuture<>();

        QuarkusTransaction.begin();
        assertThat(adopted.waiting(posting.reference())).isPresent();
        released.completeAsync(
                () -> inTransaction(() -> adopted.release(house.target(), posting.reference(), "somebody", "lost")));
        await().until(() -> released.isDone() || somebodyWaits());
        adopted.taken(posting.reference(), posting);
        QuarkusTransaction.commit();

        assertThat(released.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(adopted.waiting(posting.reference())).isEmpty();
    }

    /** A link that was made again under a wrong key posts the charge neither before the right one has it nor after. */
    @Test
    void whatStands_isHeldAgainstOtherLinks_alsoOnceItsOwnHasTakenIt_untilItIsReleased() {
        House house = world.house();
        PostingRow own = kept(house);
        PostingRow wrong = ofAnotherLink(world.posting(house));
        assertThat(beside(wrong, own)).contains(new Beside(own.reference(), false));

        inTransaction(() -> {
            adopted.taken(own.reference(), own);
            return own;
        });

        assertThat(beside(wrong, own)).contains(new Beside(own.reference(), true));
        assertThat(beside(own, own)).as("its own").isEmpty();

        PostingRow given = kept(house);
        inTransaction(() -> adopted.release(house.target(), given.reference(), "somebody", "reversed"));

        assertThat(beside(wrong, given)).isEmpty();
    }

    @Test
    void whatStands_isHeldAgainstPostingsToTheSameSystem_only() {
        House house = world.house();
        House beside = world.house();
        House elsewhere = world.house();
        restored.address(beside, "http://127.0.0.1:9/" + house.tenant().name());
        PostingRow kept = kept(house);

        assertThat(beside(world.posting(beside), kept)).isPresent();
        assertThat(beside(world.posting(elsewhere), kept)).isEmpty();
    }

    private Optional<Beside> beside(PostingRow asking, PostingRow standing) {
        return adopted.beside(asking, object(standing));
    }

    private String object(PostingRow posting) {
        return facts.byId(posting.fact()).orElseThrow().fact().key().objectId();
    }

    /** As if a link with another key had made it. */
    private PostingRow ofAnotherLink(PostingRow posting) {
        database.run(handle -> handle.execute("""
                with other as (
                  insert into link (key, tenant, flow, source, target, settings, settings_hash)
                  select 'other-' || posting.id, link.tenant, flow, source, link.target, settings, link.settings_hash
                  from posting join link on link.id = link_id where posting.id = ? returning id)
                update posting set link_id = other.id from other where posting.id = ?""", posting.id(), posting.id()));
        return world.now(posting);
    }

    /** A posting that took it over before a later restore takes it over again, and nothing is reserved twice. */
    @Test
    void keptAgain_waitsAgain_withItsItemsOnce() {
        House house = world.house();
        PostingRow posting = kept(house);
        inTransaction(() -> {
            adopted.taken(posting.reference(), posting);
            return posting;
        });

        keep(house, posting);

        assertThat(adopted.waiting(posting.reference())).isPresent();
        assertThat(reserved(posting.reference())).isEqualTo(1);
    }

    /** It is written to at once by who adopts what stands under its reference. */
    @Test
    void laterGeneration_isAnsweredAsItStands() {
        House house = world.house();
        PostingRow earlier = world.posting(house);
        FactKey fact = facts.byId(earlier.fact()).orElseThrow().fact().key();
        PostingKey key = new PostingKey(house.tenant().link(), fact, earlier.effect(), 2);
        Reference reference = Reference.derive("test", house.batchKey().ledger(), key);

        PostingRow later = inTransaction(() -> generations.succeed(earlier, key, reference));

        assertThat(later).isEqualTo(world.now(later));
    }

    private PostingRow kept(House house) {
        PostingRow posting = world.posting(house);
        keep(house, posting);
        return posting;
    }

    private void keep(House house, PostingRow posting) {
        AdoptedRow row = new AdoptedRow(
                posting.reference(),
                Optional.of(object(posting)),
                false,
                "POSTED",
                Optional.of("content"),
                Optional.of("5001"),
                Optional.of(new Load(1, 7)),
                Optional.empty(),
                Optional.empty());
        adopted.keep(house.target(), row);
        adopted.reserve(house.target(), posting.reference(), Map.of("1", posting.amount()));
        assertThat(adopted.waiting(posting.reference())).isPresent();
        assertThat(reserved(posting.reference())).isEqualTo(1);
    }

    private long waiting(House house) {
        List<ConnectionId> targets = List.of(house.target());
        return adopted.waiting(targets);
    }

    private long reserved(Reference reference) {
        return database.with(
                handle -> handle.createQuery("select count(*) from adopted_item where reference = :reference")
                        .bind("reference", reference.value())
                        .mapTo(Long.class)
                        .one());
    }

    private boolean somebodyWaits() {
        return database.with(handle -> handle.createQuery(
                        "select exists (select 1 from pg_locks where locktype = 'advisory' and not granted)")
                .mapTo(Boolean.class)
                .one());
    }
}
