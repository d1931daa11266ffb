package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.port.RetryLater;
import io.tieout.port.provider.Notification;
import io.tieout.store.Database;
import io.tieout.store.inbox.Arrival;
import io.tieout.store.inbox.InboxEvents;
import io.tieout.store.inbox.SeenEvents;
import io.tieout.store.watch.Watermarks;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From where polls of events begin, and that they find every event that is listed, also a late one. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class EventPollsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN = Duration.ofMinutes(10);
    private static final Duration AT_ONCE = Duration.ZERO;

    @Inject
    Tenants tenants;

    @Inject
    Links links;

    @Inject
    Database database;

    @Inject
    SeenEvents seen;

    @Inject
    InboxEvents inbox;

    @Inject
    Watermarks watermarks;

    @Inject
    WorkConfig config;

    private final ListedEvents stripe = new ListedEvents();
    private Link link;
    private EventPolls polls;

    @BeforeEach
    void start() {
        link = link(tenants.create().withConnections());
        polls = new EventPolls(stripe, seen, inbox, watermarks, config, Clock.systemUTC());
    }

    @Test
    void eventWhoseWebhookWasLost_isFoundByTheNextPoll() {
        Notification told = stripe.event("evt_told", AT_ONCE);
        inbox.append(List.of(webhook(told)));
        polls.find(link);
        pass(MINUTE.dividedBy(2));
        inbox.append(List.of(webhook(stripe.event("evt_also_told", AT_ONCE))));
        stripe.event("evt_lost", AT_ONCE);
        pass(MINUTE.dividedBy(2));

        polls.find(link);

        assertThat(stripe.asked().get(1)).isEqualTo(told.created().minus(MINUTE));
        assertThat(stored()).containsExactly("evt_also_told webhook", "evt_lost poll", "evt_told webhook");
    }

    @Test
    void eventsThatAreKnown_areNotSentToTheDatabaseAgain() {
        for (int i = 0; i < 5; i++) {
            stripe.event("evt_" + i, AT_ONCE);
        }
        polls.find(link);
        assertThat(stripe.appended()).isEqualTo(5);
        polls.find(link);
        assertThat(stripe.appended()).isEqualTo(5);
        stripe.event("evt_5", AT_ONCE);

        polls.find(link);

        assertThat(stripe.appended()).isEqualTo(6);
        assertThat(stored()).hasSize(6);
    }

    @Test
    void eventThatIsListedLate_isFoundByTheNextDeepPoll() {
        Instant late = stripe.event("evt_late", TEN.minusSeconds(1)).created();
        pass(TEN.minusSeconds(2));
        stripe.event("evt_prompt", AT_ONCE);
        polls.find(link);
        pass(MINUTE);
        polls.find(link);
        assertThat(stripe.asked().get(1)).isAfter(late);
        assertThat(stored()).containsExactly("evt_prompt poll");
        pass(TEN.multipliedBy(6));
        stripe.event("evt_next", AT_ONCE);

        polls.find(link);

        assertThat(stored()).containsExactly("evt_late poll", "evt_next poll", "evt_prompt poll");
        pass(MINUTE);
        polls.find(link);
        assertThat(stripe.asked().get(3)).isEqualTo(stripe.now().minus(MINUTE.multipliedBy(2)));
    }

    @Test
    void events_listedLateAsItComes_areAllFoundSoonAfter() {
        Random random = new Random(20_261_122);
        Instant start = stripe.now().minus(TEN.multipliedBy(2));
        int deeper = 0;
        Map<String, Instant> due = new LinkedHashMap<>();
        for (int minute = 0; minute < 50; minute++) {
            for (int i = 0; i < 3; i++) {
                pass(MINUTE.dividedBy(3));
                Duration late = Duration.ofSeconds(random.nextInt((int) TEN.toSeconds() + 1));
                String id = "evt_" + minute + "_" + i;
                stripe.event(id, late);
                due.put(id, stripe.now().plus(late).plus(TEN));
            }
            polls.find(link);
            Instant since = stripe.asked().get(minute);
            deeper += since.isAfter(start) && since.isBefore(stripe.now().minus(TEN.plus(MINUTE))) ? 1 : 0;
            assertThat(stored())
                    .containsAll(due.entrySet().stream()
                            .filter(event -> !event.getValue().isAfter(stripe.now()))
                            .map(event -> event.getKey() + " poll")
                            .toList());
        }
        assertThat(deeper).as("deep polls after the first").isEqualTo(4);
    }

    @Test
    void deepPoll_thatFails_staysDue() {
        stripe.event("evt_1", AT_ONCE);
        polls.find(link);
        pass(TEN);
        for (int i = 2; i < 8; i++) {
            stripe.event("evt_" + i, AT_ONCE);
        }
        stripe.cut(true);
        assertThatExceptionOfType(RetryLater.class).isThrownBy(() -> polls.find(link));
        assertThatExceptionOfType(RetryLater.class).isThrownBy(() -> polls.find(link));
        stripe.cut(false);

        polls.find(link);

        Instant deep = stripe.now().minus(TEN.multipliedBy(2));
        assertThat(stripe.asked().subList(1, 4)).containsExactly(deep, deep, deep);
        assertThat(stored()).hasSize(7);
        polls.find(link);
        assertThat(stripe.asked().get(4)).isEqualTo(stripe.now().minus(MINUTE));
    }

    @Test
    void watermark_thatIsOldAndOfAnEarlierVersion_isFollowedByADeepPollFromThere() {
        Instant mark = stripe.now();
        stripe.event("evt_old", AT_ONCE);
        pass(TEN.multipliedBy(30));
        watermarks.completed("events:" + link.key(), mark.toString(), watermarks.now());

        polls.find(link);

        assertThat(stripe.asked()).containsExactly(mark.minus(TEN));
        assertThat(stored()).containsExactly("evt_old poll");
    }

    @Test
    void pollsThatListNothing_rememberNothing_andBeginAgainWhereTheFirstBegan() {
        polls.find(link);
        polls.find(link);
        stripe.event("evt_first", Duration.ofDays(1));
        pass(Duration.ofDays(1));

        polls.find(link);

        Instant reach = Instant.now().minus(config.eventReach());
        assertThat(stripe.asked()).allSatisfy(since -> assertThat(since).isBetween(reach.minus(MINUTE), reach));
        assertThat(stored()).containsExactly("evt_first poll");
    }

    /** By the provider's clock, and for the watermarks as if by the database's. */
    private void pass(Duration time) {
        stripe.pass(time);
        database.run(handle -> handle.createUpdate("""
                        update watermark set completed_at = completed_at - :time * interval '1 second'
                        where subject in (:poll, :deep)""")
                .bind("time", time.toSeconds())
                .bind("poll", "events:" + link.key())
                .bind("deep", "events-deep:" + link.key())
                .execute());
    }

    private List<String> stored() {
        return database.with(handle -> handle.createQuery(
                        "select event_id || ' ' || origin from event where connection_id = :source order by event_id")
                .bind("source", link.source().value())
                .mapTo(String.class)
                .list());
    }

    private Arrival webhook(Notification event) {
        return new Arrival(
                link.source(),
                event.id(),
                event.type(),
                event.created(),
                Arrival.Origin.WEBHOOK,
                true,
                event.payload());
    }

    private Link link(Tenant tenant) {
        database.run(handle -> handle.createUpdate("""
                        insert into link (key, tenant, flow, source, target, settings, settings_hash)
                        select :key, :tenant, 'stripe-charges-to-ebs-ledger', s.id, t.id, :settings::jsonb, 'hash'
                        from connection s, connection t where s.name = :source and t.name = :target""")
                .bind("key", tenant.link())
                .bind("tenant", tenant.name())
                .bind("source", tenant.stripe())
                .bind("target", tenant.ebs())
                .bind("settings", """
                        {"livemode":false,"startDate":"2026-01-01","zone":"America/New_York","entities":["204"],
                         "ledger":{"id":"1","currency":"USD","source":"Tieout","category":"Tieout Receipts"},
                         "accounts":{"credit":"01-000-2150-0000-000","clearing":{"USD":"01-000-1150-0000-000"}}}""")
                .execute());
        return links.byKey(tenant.name(), tenant.link()).orElseThrow();
    }
}
