package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.work.ClaimLost;
import io.tieout.fault.LeaseWorld.House;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.Postings;
import io.tieout.store.posting.Step;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written of many postings in one round trip is guarded as if each were written alone. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class PostingMovesTest {
    @Inject
    LeaseWorld world;

    @Inject
    Postings postings;

    /** Postings that move together are guarded each on its own: one that another has moved stops the writer. */
    @Test
    void postings_ofWhichOneHasMovedMeanwhile_areNotMovedTogether() {
        House house = world.house();
        PostingRow first = world.posting(house);
        PostingRow second = world.posting(house);
        PostingRow third = world.posting(house);
        QuarkusTransaction.requiringNew()
                .run(() -> postings.move(second, held(second).move(), Map.of()));

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                        .run(() -> postings.move(List.of(held(first), held(second), held(third)))))
                .isInstanceOf(ClaimLost.class);

        assertThat(world.now(first)).isEqualTo(first);
        assertThat(world.now(third)).isEqualTo(third);
        QuarkusTransaction.requiringNew().run(() -> postings.move(List.of(held(first), held(third))));
        assertThat(world.now(first).state()).isInstanceOf(PostingState.Held.class);
        assertThat(world.now(first).version()).isEqualTo(first.version() + 1);
        assertThat(world.now(third).state()).isInstanceOf(PostingState.Held.class);
        QuarkusTransaction.requiringNew().run(() -> postings.move(List.of()));
    }

    @Test
    void notes_areOfTheVersionThatWasRead_andSayNothingTwice() {
        House house = world.house();
        PostingRow read = world.posting(house);
        PostingRow other = world.posting(house);
        QuarkusTransaction.requiringNew().run(() -> {
            postings.move(other, held(other).move(), Map.of());
            postings.note(Map.of(read, "waits", other, "late"));
            postings.note(Map.of());
        });

        assertThat(world.now(read).reason()).isEqualTo("waits");
        assertThat(world.now(read).version()).isEqualTo(read.version());
        assertThat(world.now(other).reason()).isEqualTo("a dispute is open");
    }

    private static Step held(PostingRow posting) {
        return new Step(posting, ((PostingState.Undecided) posting.state()).hold("a dispute is open"), Map.of());
    }
}
