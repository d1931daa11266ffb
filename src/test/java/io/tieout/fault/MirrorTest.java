package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.money.Money;
import io.tieout.fault.LeaseWorld.House;
import io.tieout.store.Database;
import io.tieout.store.item.OpenItemPages;
import io.tieout.store.item.OpenItemRows;
import io.tieout.store.watch.Watermarks;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The mirror of open items when answers come in another order than they were asked for. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class MirrorTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Inject
    LeaseWorld world;

    @Inject
    OpenItemPages pages;

    @Inject
    OpenItemRows items;

    @Inject
    Watermarks watermarks;

    @Inject
    Database database;

    @Test
    void itemReadEarlier_neverHidesWhatWasReadLater() {
        House house = world.house();
        OpenItem open = world.item(house);
        Instant later = LeaseWorld.THEN.plusSeconds(10);
        pages.gone(house.target(), List.of(open.id()), later);

        pages.store(house.target(), List.of(open), later.minusSeconds(1));
        assertThat(items.lock(house.target(), List.of(open.id()), 0))
                .singleElement()
                .matches(candidate -> !candidate.item().open());

        pages.store(house.target(), List.of(open), later.plusSeconds(1));
        assertThat(items.lock(house.target(), List.of(open.id()), 0))
                .singleElement()
                .matches(candidate -> candidate.item().open());
    }

    @Test
    void itemThatPollsReadAsItStands_isNotWrittenAgain() {
        House house = world.house();
        List<OpenItem> read = List.of(world.item(house), world.item(house, "2"));
        String before = versions(house);

        assertThat(pages.storeChanges(house.target(), read, watermarks.now(), HOUR))
                .isTrue();

        assertThat(versions(house)).isEqualTo(before);
    }

    @Test
    void itemThatPollsReadOtherwise_isWritten_whateverIsOther() throws ReflectiveOperationException {
        House house = world.house();
        for (RecordComponent component : OpenItem.class.getRecordComponents()) {
            if (component.getName().equals("id")) {
                continue;
            }
            OpenItem other = otherwise(world.item(house, component.getName()), component);

            pages.storeChanges(house.target(), List.of(other), watermarks.now(), HOUR);

            assertThat(item(house, other.id())).as(component.getName()).isEqualTo(other);
        }
    }

    /** A freeze reads an item so as to know how it stands now: no page that was asked for before may change it after. */
    @Test
    void itemThatAFreezeReadAsItStands_isNotHiddenByAnEarlierPage() throws ReflectiveOperationException {
        House house = world.house();
        OpenItem open = world.item(house);
        Instant before = watermarks.now();
        pages.store(house.target(), List.of(open), watermarks.now());

        pages.storeChanges(house.target(), List.of(otherwise(open, component("open"))), before, HOUR);

        assertThat(item(house, open.id())).isEqualTo(open);
    }

    @Test
    void pageThatIsTooOldToBeCorrectedByTheNext_isNotTakenOver() throws ReflectiveOperationException {
        House house = world.house();
        OpenItem open = world.item(house);
        OpenItem closed = otherwise(open, component("open"));
        Instant now = watermarks.now();

        assertThat(pages.storeChanges(house.target(), List.of(closed), now.minus(Duration.ofMinutes(61)), HOUR))
                .isFalse();
        assertThat(item(house, open.id())).isEqualTo(open);

        assertThat(pages.storeChanges(house.target(), List.of(closed), now.minus(Duration.ofMinutes(59)), HOUR))
                .isTrue();
        assertThat(item(house, open.id())).isEqualTo(closed);
    }

    private OpenItem item(House house, String id) {
        return items.lock(house.target(), List.of(id), 0).get(0).item();
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

    private static RecordComponent component(String name) {
        return Stream.of(OpenItem.class.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The same item with another value in one place. */
    private static OpenItem otherwise(OpenItem item, RecordComponent place) throws ReflectiveOperationException {
        RecordComponent[] all = OpenItem.class.getRecordComponents();
        Object[] values = new Object[all.length];
        for (int i = 0; i < all.length; i++) {
            Object value = all[i].getAccessor().invoke(item);
            values[i] = all[i].getName().equals(place.getName()) ? other(value) : value;
        }
        Class<?>[] types = Stream.of(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return OpenItem.class.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object other(Object value) {
        if (value instanceof Money money) {
            return Money.ofMinor(money.minorUnits() + 1, money.currency().getCurrencyCode());
        }
        if (value instanceof LocalDate date) {
            return date.plusDays(1);
        }
        if (value instanceof Integer number) {
            return number + 1;
        }
        return value instanceof Boolean flag ? !flag : value + " and more";
    }
}
