package io.tieout.fault;

import static io.tieout.fault.RestoredWorld.journal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Reference;
import io.tieout.fault.LeaseWorld.House;
import io.tieout.flow.Restoration;
import io.tieout.port.NeedsPerson;
import io.tieout.port.erp.References.Kept;
import io.tieout.store.posting.PostingRow;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command restore makes of a backup, by what the ERP keeps; on a real PostgreSQL. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class RestorationTest {
    @Inject
    LeaseWorld world;

    @Inject
    RestoredWorld restored;

    /** The list goes by reference, a hash: the later generation comes before the earlier one as often as after it. */
    @ParameterizedTest
    @CsvSource({
        "WAITING, true",
        "WAITING, false",
        "MATCHED, true",
        "SENDING, true",
        "SENDING, false",
        "SENT, true",
        "GONE, false",
        "CONFIRMED, true",
        "CLOSED, true",
        "CLOSED, false"
    })
    void laterGeneration_isAdopted_whateverTheBackupKnewOfTheEarlierOne(String known, boolean listedBefore) {
        House house = world.house();
        OpenItem item = world.item(house);
        PostingRow earlier = restored.backedUp(house, item, known);
        Reference later = restored.generation(house, earlier, 2);
        while (later.compareTo(earlier.reference()) < 0 != listedBefore) {
            earlier = restored.backedUp(
                    house, world.item(house, earlier.reference().value()), known);
            later = restored.generation(house, earlier, 2);
        }
        restored.keeps(
                house, List.of(restored.tombstone(earlier.reference()), restored.stands(later, item, "content")), item);

        restored.adopt(house);

        assertThat(world.now(earlier).state().closed()).isTrue();
        assertThat(restored.state(earlier.reference())).isEqualTo("IGNORED");
        assertThat(restored.state(later)).isEqualTo("SENT");
        assertThat(restored.reserved(later)).isZero();
        assertThat(restored.told(house)).isFalse();
    }

    @Test
    void generationAfterALaterOneThatIsClosedToo_isAdopted() {
        House house = world.house();
        OpenItem item = world.item(house);
        PostingRow first = restored.backedUp(house, item, "SENT");
        Reference second = restored.generation(house, first, 2);
        Reference third = restored.generation(house, first, 3);
        restored.keeps(
                house,
                List.of(
                        restored.tombstone(first.reference()),
                        restored.tombstone(second),
                        restored.stands(third, item, "content")),
                item);

        restored.adopt(house);

        assertThat(restored.state(second)).isEqualTo("IGNORED");
        assertThat(restored.state(third)).isEqualTo("SENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SENDING", "SENT", "GONE", "CONFIRMED", "WAITING"})
    void tombstoneWithoutALaterGeneration_isAQuestion_thatReservesNothing(String known) {
        House house = world.house();
        OpenItem item = world.item(house);
        PostingRow posting = restored.backedUp(house, item, known);
        restored.keeps(house, List.of(restored.tombstone(posting.reference())), item);

        assertThat(restored.adopt(house).behind()).isEqualTo(1);

        assertThat(world.now(posting).state().closed()).isTrue();
        assertThat(restored.state(posting.reference())).isEqualTo("REVIEW");
        assertThat(world.now(posting).state().reserves()).isFalse();
    }

    @Test
    void amendedContent_isTakenOver_asWhatWasSent_andAudited() {
        House house = world.house();
        OpenItem item = world.item(house);
        PostingRow sent = restored.backedUp(house, item, "SENT");
        Kept amended = restored.stands(sent.reference(), item, "another content");
        restored.keeps(house, List.of(amended), item);

        Restoration.Outcome outcome = restored.adopt(house);

        assertThat(outcome.behind()).isEqualTo(1);
        assertThat(world.now(sent).journal()).contains(journal(amended));
        assertThat(world.now(sent).batch()).isEqualTo(sent.batch());
        assertThat(restored.text("select content from amendment where posting_id = " + sent.id()))
                .isEqualTo("another content");
        assertThat(restored.audited("posting.adopted", "posting_id", sent.id())).isEqualTo(1);
    }

    @Test
    void amendmentThatWasOpen_isDropped_soThatLaterOnesCanBeStored() {
        House house = world.house();
        OpenItem item = world.item(house);
        PostingRow sent = restored.backedUp(house, item, "SENT");
        restored.amending(sent, "first");
        restored.keeps(house, List.of(restored.stands(sent.reference(), item, "second")), item);

        restored.adopt(house);

        assertThat(restored.text("select string_agg(content || ' ' || state, ', ' order by id) from amendment"
                        + " where posting_id = " + sent.id()))
                .isEqualTo("first DROPPED, second DONE");
        restored.amending(world.now(sent), "third");
        assertThat(restored.number("select count(*) from amendment where posting_id = " + sent.id()))
                .isEqualTo(3);
    }

    @Test
    void contentThatWasRefusedBefore_andStands_isTakenOver() {
        House house = world.house();
        OpenItem item = world.item(house);
        PostingRow sent = restored.backedUp(house, item, "SENT");
        restored.amending(sent, "refused");
        restored.refused(sent);
        restored.keeps(house, List.of(restored.stands(sent.reference(), item, "refused")), item);

        assertThat(restored.adopt(house).behind()).isEqualTo(1);

        assertThat(restored.text("select state from amendment where posting_id = " + sent.id() + " order by id desc"
                        + " limit 1"))
                .isEqualTo("DONE");
    }

    /** Two tenants, one ERP: the command names one connection, the posting is another's. */
    @Test
    void postingOfAnotherConnection_isFollowedThere_andBothAreTold() {
        House named = world.house();
        House other = world.house();
        restored.address(other, "http://127.0.0.1:9/" + named.tenant().name());
        OpenItem item = world.item(other);
        PostingRow first = restored.backedUp(other, item, "WAITING");
        PostingRow second = restored.backedUp(other, item, "WAITING");
        Reference unknown = restored.generation(other, second, 7);
        restored.keeps(
                named,
                List.of(
                        restored.stands(first.reference(), item, "content"),
                        restored.stands(second.reference(), world.item(other, "2"), "content"),
                        restored.stands(unknown, world.item(other, "3"), "content")));

        restored.adopt(named);

        long batch = world.now(first).batch().orElseThrow();
        assertThat(world.now(second).batch()).as("one load").hasValue(batch);
        assertThat(restored.number("select target from batch where id = " + batch))
                .isEqualTo(other.target().value());
        assertThat(restored.text("select tenant || ' ' || ledger from batch where id = " + batch))
                .isEqualTo(other.tenant().name() + " ebs:gl:1");
        assertThat(List.of(restored.told(named), restored.told(other))).containsOnly(true);
        House later = world.house();
        restored.address(later, "http://127.0.0.1:9/" + named.tenant().name());
        OpenItem taken = world.item(later, "3");
        assertThat(restored.left(later, taken))
                .as("also at one that was made since")
                .isZero();

        release(named, unknown);

        assertThat(restored.left(later, taken)).isEqualTo(taken.remaining().minorUnits());
        for (House each : List.of(named, other, later)) {
            assertThat(restored.text("select tenant from audit_entry where action = 'adopted.release'"
                            + " and connection_id = " + each.target().value()))
                    .isEqualTo(each.tenant().name());
        }

        assertThat(List.of(restored.told(named), restored.told(other))).containsOnly(false);
        assertThat(restored.reserved(unknown)).isZero();
    }

    /** Between two restores a person closes, in the target, what the first one has kept. */
    @Test
    void referenceThatIsATombstoneAtALaterRestore_reservesNothing_andNobodyIsToldOfIt() {
        House house = world.house();
        PostingRow posting = restored.backedUp(house, world.item(house), "WAITING");
        Reference unknown = restored.generation(house, posting, 7);
        restored.keeps(house, List.of(restored.stands(unknown, world.item(house, "2"), "content")));
        restored.adopt(house);
        assertThat(restored.reserved(unknown)).isEqualTo(1);
        assertThat(restored.told(house)).isTrue();

        restored.keeps(house, List.of(restored.tombstone(unknown)));
        restored.adopt(house);

        assertThat(restored.reserved(unknown)).isZero();
        assertThat(restored.told(house)).isFalse();
    }

    private static void release(House house, Reference reference) {
        house.tenant()
                .admin()
                .body("{\"reason\":\"the charge was deleted\"}")
                .post("/api/v1/connections/" + house.tenant().ebs() + "/adopted/" + reference + "/release")
                .then()
                .statusCode(200);
    }

    @Test
    void newLife_andLoadsThatGoAgain_areAudited_withWhoRanTheCommand() {
        House house = world.house();
        OpenItem item = world.item(house);
        PostingRow frozen = restored.backedUp(house, item, "SENDING");
        PostingRow adopted = restored.backedUp(house, world.item(house, "2"), "WAITING");
        restored.keeps(house, List.of(restored.stands(adopted.reference(), item, "content")), world.item(house, "9"));

        long connection = house.target().value();
        restored.adopt(house);

        assertThat(restored.audited("connection.restoring", "connection_id", connection))
                .isEqualTo(1);
        assertThat(restored.audited("connection.restored", "connection_id", connection))
                .isEqualTo(1);
        assertThat(restored.audited(
                        "batch.load-again", "batch_id", frozen.batch().orElseThrow()))
                .isEqualTo(1);
        assertThat(restored.text("select distinct actor from audit_entry where action in ('batch.load-again',"
                        + " 'connection.restoring') and tenant = '"
                        + house.tenant().name() + "'"))
                .isEqualTo(RestoredWorld.ACTOR);
        assertThat(restored.audited("posting.adopted", "posting_id", adopted.id()))
                .isEqualTo(1);
    }

    @Test
    void commandThatWasInterrupted_isRunAgain_andChangesNothingTwice() {
        House house = world.house();
        OpenItem item = world.item(house);
        PostingRow first = restored.backedUp(house, item, "SENT");
        PostingRow second = restored.backedUp(house, world.item(house, "2"), "WAITING");
        restored.keeps(
                house,
                List.of(
                        restored.stands(first.reference(), item, "amended"),
                        restored.stands(second.reference(), world.item(house, "2"), "content")));
        restored.failsAfter(house, 1);
        assertThatThrownBy(() -> restored.adopt(house)).isInstanceOf(NeedsPerson.class);

        restored.adopt(house);

        assertThat(restored.state(first.reference())).isEqualTo("SENT");
        assertThat(restored.state(second.reference())).isEqualTo("SENT");
        for (PostingRow posting : List.of(first, second)) {
            assertThat(restored.audited("posting.adopted", "posting_id", posting.id()))
                    .isEqualTo(1);
            assertThat(restored.number("select count(*) from amendment where posting_id = " + posting.id()))
                    .isEqualTo(1);
        }
    }

    /** The mirror is as old as the backup; the ERP settled the item in the time that was forgotten. */
    @Test
    void frozenPosting_whoseItemWasPaidInTheErpSince_isClosed_andItsLoadHasANumberOfItsOwn() {
        House house = world.house();
        OpenItem item = world.item(house);
        PostingRow frozen = restored.backedUp(house, item, "SENDING");
        Reference unknown = restored.generation(house, frozen, 7);
        restored.keeps(house, List.of(restored.stands(unknown, world.item(house, "2"), "content")), remaining(item, 0));

        Restoration.Outcome outcome = restored.adopt(house);

        assertThat(outcome.given()).isEqualTo(1);
        assertThat(restored.state(frozen.reference())).isEqualTo("REVIEW");
        assertThat(world.now(frozen).state().closed()).isTrue();
        assertThat(restored.number("select count(*) from batch b join restored r on r.target = b.target"
                        + " where b.number > r.highest and b.id = "
                        + frozen.batch().orElseThrow()))
                .as("its old number may be a forgotten load's: with it the connection would stop again")
                .isEqualTo(1);
    }

    @Test
    void frozenPosting_whoseItemIsStillOpen_goesAgain() {
        House house = world.house();
        OpenItem item = world.item(house);
        PostingRow frozen = restored.backedUp(house, item, "SENDING");
        Reference unknown = restored.generation(house, frozen, 7);
        restored.keeps(house, List.of(restored.stands(unknown, world.item(house, "2"), "content")), item);

        Restoration.Outcome outcome = restored.adopt(house);

        assertThat(outcome.again()).isEqualTo(1);
        assertThat(restored.state(frozen.reference())).isEqualTo("SENDING");
    }

    private static OpenItem remaining(OpenItem item, long minorUnits) {
        return new OpenItem(
                item.id(),
                item.entity(),
                item.customerAccount(),
                item.accountNumber(),
                item.customerName(),
                item.number(),
                item.transaction(),
                item.kind(),
                item.original(),
                Money.ofMinor(minorUnits, "USD"),
                item.disputed(),
                false,
                1,
                item.due(),
                minorUnits > 0);
    }

    /** Two addresses of one ERP look like two: they stop each other, and say what to do. */
    @Test
    void numberThatWasGivenToAnotherAddress_isToldAsThat() {
        House first = world.house();
        House second = world.house();
        OpenItem item = world.item(first);
        PostingRow sent = restored.backedUp(first, item, "SENT");
        Kept kept = restored.stands(sent.reference(), item, "content");
        restored.keeps(second, List.of(kept));
        long number = kept.load().orElseThrow().number();
        restored.number("with b as (update batch set number = " + number + " where id = "
                + sent.batch().orElseThrow() + " returning number) select number from b");

        assertThat(restored.why(second))
                .contains("another tenant's connection")
                .doesNotContain(first.tenant().ebs())
                .contains("same base address")
                .contains("if not, restore");
    }
}
