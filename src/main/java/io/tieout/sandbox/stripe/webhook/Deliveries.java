package io.tieout.sandbox.stripe.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.RowTable;
import io.tieout.sandbox.SandboxClock;
import io.tieout.sandbox.stripe.book.Books;
import io.tieout.sandbox.stripe.book.DeliveryMode;
import io.tieout.sandbox.stripe.book.Kind;
import io.tieout.sandbox.stripe.book.Settings;
import io.tieout.sandbox.stripe.webhook.Delivery.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Plans when each event goes to each endpoint, and what happens after an attempt. */
public final class Deliveries {

    private static final String DUE = "due";
    private static final String PAYMENT = "payment";
    private static final String EVENT = "event";
    private static final int STEPS = 8;
    private static final int BATCH = 200;
    private static final int REPEATED_OF_TEN = 2;

    /** The delivery mode that was chosen for one payment. */
    record Choice(String payment, DeliveryMode mode) {}

    private final Books books;
    private final Endpoints endpoints;
    private final SandboxClock clock;
    private final RowTable<Delivery> table;
    private final RowTable<Choice> choices;

    public Deliveries(Books books, Endpoints endpoints, SandboxClock clock) {
        this.books = books;
        this.endpoints = endpoints;
        this.clock = clock;
        this.table = books.rows()
                .table("deliveries", Delivery.class, Delivery::id)
                .index(DUE, Delivery::dueWhilePending)
                .index(EVENT, Delivery::event)
                .index(PAYMENT, Delivery::payment);
        this.choices = books.rows().table("delivery_choices", Choice.class, Choice::payment);
        books.events().deliverWith(this::plan);
    }

    /** All events of this payment intent, now and later, arrive in this mode. */
    public void choose(String payment, DeliveryMode mode) {
        choices.put(new Choice(payment, mode));
    }

    /** Deliveries of the events about a payment intent, oldest first. */
    public List<Delivery> of(String payment) {
        return table.byIndex(PAYMENT, payment);
    }

    private int plan(ObjectNode event) {
        String type = event.path("type").asText();
        String payment = payment(event.path("data").path("object"));
        List<ObjectNode> targets = endpoints.of(event.path("livemode").asBoolean()).stream()
                .filter(endpoint -> wants(endpoint, type))
                .toList();
        if (!targets.isEmpty()) {
            DeliveryMode mode = choices.get(payment)
                    .map(Choice::mode)
                    .orElseGet(() -> books.settings().deliveryMode());
            List<Duration> delays = delays(mode, payment);
            String state = mode == DeliveryMode.NEVER ? Delivery.WITHHELD : Delivery.PENDING;
            targets.forEach(endpoint -> {
                for (int copy = 0; copy < delays.size(); copy++) {
                    add(event, endpoint, new Plan(payment, copy, state, delays.get(copy)));
                }
            });
        }
        return targets.size();
    }

    /** One planned copy. */
    private record Plan(String payment, int copy, String state, Duration delay) {}

    private void add(ObjectNode event, ObjectNode endpoint, Plan plan) {
        table.put(new Delivery(
                books.things().ids().next("whd", false),
                event.path("id").asText(),
                event.path("type").asText(),
                plan.payment(),
                endpoint.path("id").asText(),
                plan.copy(),
                plan.state(),
                clock.now().plus(plan.delay()),
                List.of()));
    }

    private static String payment(JsonNode object) {
        return "payment_intent".equals(object.path("object").asText())
                ? object.path("id").asText()
                : object.path("payment_intent").asText("");
    }

    private static boolean wants(ObjectNode endpoint, String type) {
        boolean wanted = false;
        for (JsonNode event : endpoint.path("enabled_events")) {
            wanted |= event.asText().equals("*") || event.asText().equals(type);
        }
        return wanted && "enabled".equals(endpoint.path("status").asText());
    }

    /** When each copy goes out, from now. */
    private List<Duration> delays(DeliveryMode mode, String payment) {
        Settings settings = books.settings();
        Duration most = settings.deliveryDelay();
        return switch (mode) {
            case PROMPT, NEVER -> List.of(Duration.ZERO);
            case LATE -> List.of(most);
            case TWICE -> List.of(Duration.ZERO, most.dividedBy(STEPS));
            case OUT_OF_ORDER -> {
                int earlier = Math.min(STEPS, of(payment).size());
                yield List.of(most.minus(most.multipliedBy(earlier).dividedBy(STEPS)));
            }
            case CHANCE -> chance(settings);
        };
    }

    private List<Duration> chance(Settings settings) {
        long number = books.rows().next("chance");
        SplittableRandom random = new SplittableRandom(settings.seed() * 1_000_003 + number);
        long most = settings.deliveryDelay().toMillis() + 1;
        List<Duration> delays = new ArrayList<>(List.of(Duration.ofMillis(random.nextLong(most))));
        if (random.nextInt(10) < REPEATED_OF_TEN) {
            delays.add(Duration.ofMillis(random.nextLong(most)));
        }
        return delays;
    }

    /** What should be on its way by now. */
    List<Delivery> due() {
        Instant now = clock.now();
        return table.after(DUE, "", BATCH).stream()
                .filter(delivery -> !delivery.due().isAfter(now))
                .toList();
    }

    boolean unchanged(Delivery delivery) {
        return table.get(delivery.id()).filter(delivery::equals).isPresent();
    }

    /**
     * Sends an event again, now.
     *
     * @throws IllegalArgumentException when there is no such event, or nobody to receive it
     */
    public int redeliver(String eventId) {
        ObjectNode event = books.things()
                .find(Kind.EVENT, eventId)
                .orElseThrow(() -> new IllegalArgumentException("event: no such event"));
        String payment = payment(event.path("data").path("object"));
        List<ObjectNode> targets = endpoints.of(event.path("livemode").asBoolean()).stream()
                .filter(endpoint -> wants(endpoint, event.path("type").asText()))
                .toList();
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("event: no enabled endpoint takes it");
        }
        targets.forEach(endpoint -> add(event, endpoint, new Plan(payment, 1, Delivery.PENDING, Duration.ZERO)));
        return targets.size();
    }

    /** Writes down the result of an attempt: done, again later, or given up. */
    void attempted(Delivery sent, Attempt attempt, boolean gone) {
        books.rows().transaction(() -> {
            boolean done = attempt.status() != null && attempt.status() / 100 == 2;
            List<String> intervals = books.settings().retryIntervals();
            int tries = sent.attempts().size();
            boolean last = gone || tries >= intervals.size();
            Instant next = done || last ? attempt.at() : attempt.at().plus(Duration.parse(intervals.get(tries)));
            String state = done ? Delivery.DELIVERED : last ? Delivery.FAILED : Delivery.PENDING;
            if (table.get(sent.id()).isPresent()) {
                table.put(sent.after(attempt, state, next));
            }
            if (done) {
                count(sent.event(), sent.endpoint());
            }
            return null;
        });
    }

    /** One endpoint less waits for the event, the first time that it got it. */
    private void count(String eventId, String endpoint) {
        books.things().find(Kind.EVENT, eventId).ifPresent(event -> {
            if (table.byIndex(EVENT, eventId).stream()
                            .filter(other -> arrived(other, endpoint))
                            .count()
                    == 1) {
                books.things()
                        .change(
                                Kind.EVENT,
                                eventId,
                                json -> json.put(
                                        "pending_webhooks",
                                        Math.max(
                                                0, json.path("pending_webhooks").asInt() - 1)));
            }
        });
    }

    private static boolean arrived(Delivery delivery, String endpoint) {
        return delivery.endpoint().equals(endpoint) && Delivery.DELIVERED.equals(delivery.state());
    }
}
