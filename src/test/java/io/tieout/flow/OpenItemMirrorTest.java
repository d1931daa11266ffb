package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.port.RetryLater;
import io.tieout.store.Database;
import io.tieout.store.fact.Facts;
import io.tieout.store.item.LedgerPeriods;
import io.tieout.store.item.OpenItemRows;
import io.tieout.store.watch.Alerts;
import io.tieout.store.watch.Watermarks;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From where polls of open items begin, and that they find every item that changed, also one that appears late. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class OpenItemMirrorTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN = Duration.ofMinutes(10);

    @Inject
    Tenants tenants;

    @Inject
    Links links;

    @Inject
    Database database;

    @Inject
    OpenItemRows rows;

    @Inject
    LedgerPeriods periods;

    @Inject
    Facts facts;

    @Inject
    Watermarks watermarks;

    @Inject
    WorkConfig config;

    @Inject
    Alerts alerts;

    private final ChangedItems erp = new ChangedItems();
    private Link link;
    private OpenItemMirror mirror;

    @BeforeEach
    void start() {
        link = LedgerLink.stored(database, links, tenants.create().withConnections());
        mirror = new OpenItemMirror(erp, erp, rows, periods, facts, watermarks, config, alerts);
    }

    @Test
    void polls_betweenTwoDeepOnes_beginShortlyBeforeTheLast() {
        erp.item("1", AT_ONCE);
        mirror.refresh(link);
        pass(MINUTE);
        erp.item("2", AT_ONCE);
        mirror.refresh(link);
        pass(TEN);
        mirror.refresh(link);

        Instant third = erp.now();
        Instant first = third.minus(TEN).minus(MINUTE);
        assertThat(erp.asked())
                .containsExactly(
                        Optional.empty(),
                        Optional.of(first.minus(ChangedItems.SHORT)),
                        Optional.of(first.minus(ChangedItems.DEEP)));
        assertThat(stored()).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void items_thatAppearLateAsItComes_areAllFoundSoonAfter() {
        Random random = new Random(20_261_123);
        Map<String, Instant> due = new LinkedHashMap<>();
        mirror.refresh(link);
        for (int minute = 0; minute < 120; minute++) {
            pass(MINUTE);
            String id = Integer.toString(minute);
            Duration late = Duration.ofSeconds(random.nextInt((int) ChangedItems.DEEP.toSeconds()));
            erp.item(id, late);
            due.put(id, erp.now().plus(late).plus(TEN));
            mirror.refresh(link);
            assertThat(stored())
                    .containsAll(due.entrySet().stream()
                            .filter(item -> !item.getValue().isAfter(erp.now()))
                            .map(Map.Entry::getKey)
                            .toList());
        }
        assertThat(due.values()).anyMatch(found -> !found.isAfter(erp.now()));
    }

    @Test
    void deepPoll_thatFails_staysDue() {
        mirror.refresh(link);
        pass(TEN);
        for (int i = 0; i < 4; i++) {
            erp.item(Integer.toString(i), AT_ONCE);
        }
        erp.cut(true);
        assertThatExceptionOfType(RetryLater.class).isThrownBy(() -> mirror.refresh(link));
        erp.cut(false);

        mirror.refresh(link);

        Optional<Instant> deep = Optional.of(erp.now().minus(TEN).minus(ChangedItems.DEEP));
        assertThat(erp.asked()).containsExactly(Optional.empty(), deep, deep);
        assertThat(stored()).hasSize(4);
    }

    @Test
    void watermark_ofAnEarlierVersion_isFollowedByADeepPollFromThere() {
        Instant mark = erp.now();
        pass(TEN.multipliedBy(30));
        watermarks.completed(OpenItemMirror.subject(link), mark.toString(), watermarks.now());

        mirror.refresh(link);

        assertThat(erp.asked()).containsExactly(Optional.of(mark.minus(ChangedItems.DEEP)));
    }

    /** By the ERP's clock, and for the watermarks as if by the database's. */
    private void pass(Duration time) {
        erp.pass(time);
        database.run(handle -> handle.createUpdate("""
                        update watermark set completed_at = completed_at - :time * interval '1 second'
                        where subject in (:poll, :deep)""")
                .bind("time", time.toSeconds())
                .bind("poll", OpenItemMirror.subject(link))
                .bind("deep", OpenItemMirror.deepSubject(link))
                .execute());
    }

    private List<String> stored() {
        return database.with(handle -> handle.createQuery("select item_id from open_item where connection_id = :target")
                .bind("target", link.target().value())
                .mapTo(String.class)
                .list());
    }
}
