package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.matching.OpenItem;
import io.tieout.fault.LeaseWorld.House;
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
}
