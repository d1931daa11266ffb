package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.matching.OpenItem;
import io.tieout.fault.LeaseWorld.House;
import io.tieout.store.Database;
import io.tieout.store.item.OpenItemRows;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The mirror of open items when answers come in another order than they were asked for. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class MirrorTest {
    @Inject
    LeaseWorld world;

    @Inject
    OpenItemRows items;

    @Inject
    Database database;

    @Test
    void itemReadEarlier_neverHidesWhatWasReadLater() {
        House house = world.house();
        OpenItem open = world.item(house);
        Instant later = LeaseWorld.THEN.plusSeconds(10);
        items.gone(house.target(), List.of(open.id()), later);

        items.store(house.target(), List.of(open), later.minusSeconds(1));
        assertThat(items.lock(house.target(), List.of(open.id()), 0))
                .singleElement()
                .matches(candidate -> !candidate.item().open());

        items.store(house.target(), List.of(open), later.plusSeconds(1));
        assertThat(items.lock(house.target(), List.of(open.id()), 0))
                .singleElement()
                .matches(candidate -> candidate.item().open());
    }

    @Test
    void itemThatPollsReadAsItStands_isNotWrittenAgain() {
        House house = world.house();
        OpenItem open = world.item(house);
        OpenItem paid = world.item(house, "2");
        items.store(house.target(), List.of(open, paid), LeaseWorld.THEN);
        String before = versions(house);

        items.storeChanges(house.target(), List.of(open, paid), LeaseWorld.THEN.plusSeconds(1));
        assertThat(versions(house)).isEqualTo(before);

        items.storeChanges(house.target(), List.of(open, closed(paid)), LeaseWorld.THEN.plusSeconds(2));
        assertThat(items.lock(house.target(), List.of(open.id(), paid.id()), 0))
                .extracting(candidate -> candidate.item().open())
                .containsExactlyInAnyOrder(true, false);
        assertThat(versions(house)).isNotEqualTo(before);
    }

    /** A freeze reads an item so as to know how it stands now: no page that was asked for before may change it after. */
    @Test
    void itemThatAFreezeReadAsItStands_isNotHiddenByAnEarlierPage() {
        House house = world.house();
        OpenItem open = world.item(house);
        items.store(house.target(), List.of(open), LeaseWorld.THEN);

        items.store(house.target(), List.of(open), LeaseWorld.THEN.plusSeconds(10));
        items.storeChanges(house.target(), List.of(closed(open)), LeaseWorld.THEN.plusSeconds(5));

        assertThat(items.lock(house.target(), List.of(open.id()), 0))
                .singleElement()
                .matches(candidate -> candidate.item().open());
    }

    /** Where each row lies: PostgreSQL writes a new one for every update. */
    private String versions(House house) {
        return database.with(handle -> handle.createQuery("""
                        select string_agg(item_id || ' ' || ctid, ' ' order by item_id) from open_item
                        where connection_id = :target""")
                .bind("target", house.target().value())
                .mapTo(String.class)
                .one());
    }

    private static OpenItem closed(OpenItem item) {
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
                item.remaining(),
                item.disputed(),
                item.selectedForReceipt(),
                item.instalment(),
                item.due(),
                false);
    }
}
