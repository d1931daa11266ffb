package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred thousand deliveries. Half are forged: a byte of the body or a character of the signature is another one,
 * and each is refused as the sender's fault. The others are signed as they should be, so that they come to the reader
 * and to the database, whatever they are ({@link OddEvents}): what is answered 2xx is stored, byte for byte and by the
 * id that the event has, and what is refused is not; events as they should be come between them and are taken. The seed
 * is drawn and printed with the command that repeats it; {@code -Dmutations} asks for another number of deliveries.
 */
class MutatedDeliveriesIT {
    private static final int MANY = Integer.getInteger("mutations", 100_000);
    private static final int AT_ONCE = 64;
    private static final long MOST_KIBIBYTES = 900L << 10;
    private static final String HEX = "0123456789abcdef";
    private static final ObjectReader TREE =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** One that a person can type. */
    private final long seed = Long.getLong("mutations.seed", new SecureRandom().nextInt(1_000_000));

    private final AtomicInteger begun = new AtomicInteger();
    private final Map<Kind, Map<Integer, Integer>> statuses = new EnumMap<>(Kind.class);
    private final Map<Event, Integer> accepted = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();

    /** What a delivery is, and what may be said to it. */
    private enum Kind {
        FORGED,
        ODD,
        GOOD;

        boolean allows(int status) {
            return switch (this) {
                case FORGED -> status == 400;
                case ODD -> status == 200 || status == 400 || status == 503;
                case GOOD -> status == 200 || status == 503;
            };
        }
    }

    /** A delivery; its number and the seed say all of it but the time. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Delivery(int number, Kind kind, byte[] body, String signature) {}

    /** An event as it is stored, or should be. */
    private record Event(String id, String sha256) {}

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void mutatedDeliveries_areRefusedOrStored_asTheyAre() throws Exception {
        System.out.println("Mutated deliveries, again with: ./mvnw verify -Dchecks=off"
                + " -Dtest=PostingStateTest -DskipITs=false -Dit.test=MutatedDeliveriesIT -Dmutations=" + MANY
                + " -Dmutations.seed=" + seed);
        try (DoorHouse house = new DoorHouse("mutations", DoorHouse.Storage.USUAL)) {
            Door door = house.door();
            CompletableFuture<?>[] senders = new CompletableFuture<?>[AT_ONCE];
            for (int sender = 0; sender < AT_ONCE; sender++) {
                senders[sender] = next(door);
            }
            CompletableFuture.allOf(senders).join();

            System.out.println("Answers to mutated deliveries: " + statuses);
            assertThat(wrong).as("by seed " + seed).isEmpty();
            assertThat(statuses.get(Kind.ODD)).as("some are events still").containsKeys(200, 400);
            assertThat(statuses.get(Kind.GOOD)).containsKey(200);
            Set<Event> stored = stored(house);
            assertThat(lost(stored)).as("answered 2xx, by seed " + seed).isEmpty();
            assertThat(stored).extracting(Event::sha256).doesNotContainAnyElementsOf(refused);
            assertThat(house.process().peakKibibytes()).isLessThan(MOST_KIBIBYTES);
            assertThat(door.deliver("evt_later_" + UUID.randomUUID()).get()).isEqualTo(200);
        }
    }

    /** By their numbers only: their ids may be no text that a report could hold. */
    private Set<Integer> lost(Set<Event> stored) {
        Set<Integer> lost = new TreeSet<>();
        accepted.forEach((event, number) -> {
            if (!stored.contains(event)) {
                lost.add(number);
            }
        });
        return lost;
    }

    private static Set<Event> stored(DoorHouse house) throws SQLException {
        Set<Event> stored = new HashSet<>();
        try (Connection connection = house.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select e.event_id, encode(sha256(p.payload), 'hex')"
                        + " from event e join event_payload p on p.event = e.id and p.received_at = e.received_at")) {
            while (row.next()) {
                stored.add(new Event(row.getString(1), row.getString(2)));
            }
        }
        return stored;
    }

    private CompletableFuture<Void> next(Door door) {
        int number = begun.getAndIncrement();
        if (number >= MANY) {
            return CompletableFuture.completedFuture(null);
        }
        Delivery delivery = delivery(door, number);
        return door.send(delivery.body(), delivery.signature()).thenComposeAsync(status -> {
            note(delivery, status);
            return next(door);
        });
    }

    /** Each has numbers of its own, so that it is the same whatever sender has it. */
    private Delivery delivery(Door door, int number) {
        RandomGenerator random = new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
        String id = "evt_" + HexFormat.of().toHexDigits(random.nextLong());
        if (random.nextBoolean()) {
            return forged(number, door, Door.event(id), random);
        }
        boolean good = random.nextInt(10) == 0;
        byte[] body = good ? Door.event(id) : OddEvents.draw(id, random);
        return new Delivery(number, good ? Kind.GOOD : Kind.ODD, body, door.signature(body));
    }

    private synchronized void note(Delivery delivery, int status) {
        statuses.computeIfAbsent(delivery.kind(), kind -> new TreeMap<>()).merge(status, 1, Integer::sum);
        if (!delivery.kind().allows(status)) {
            wrong.add("number " + delivery.number() + ", " + delivery.kind() + ": " + status);
        }
        if (status == 400) {
            refused.add(sha256(delivery.body()));
        } else if (status / 100 == 2) {
            accepted.put(new Event(id(delivery.body()), sha256(delivery.body())), delivery.number());
        }
    }

    /** Of an event that was taken; none where there is no such text, which no row has either. */
    private static String id(byte[] body) {
        try {
            return TREE.readTree(body).path("id").asText();
        } catch (IOException noJson) {
            return "no JSON";
        }
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Delivery forged(int number, Door door, byte[] body, RandomGenerator random) {
        String signature = door.signature(body);
        return switch (random.nextInt(4)) {
            case 0 -> new Delivery(number, Kind.FORGED, otherByte(body, random), signature);
            case 1 ->
                new Delivery(number, Kind.FORGED, body, otherDigit(signature, signature.indexOf("v1=") + 3, random));
            case 2 -> new Delivery(number, Kind.FORGED, body, otherTime(signature, random));
            default -> new Delivery(number, Kind.FORGED, body, cut(signature, random));
        };
    }

    private static byte[] otherByte(byte[] body, RandomGenerator random) {
        byte[] other = body.clone();
        other[random.nextInt(body.length)] ^= (byte) (1 + random.nextInt(255));
        return other;
    }

    private static String otherDigit(String signature, int from, RandomGenerator random) {
        int place = from + random.nextInt(signature.length() - from);
        int digit = HEX.indexOf(signature.charAt(place));
        char other = HEX.charAt((digit + 1 + random.nextInt(15)) % 16);
        return signature.substring(0, place) + other + signature.substring(place + 1);
    }

    /** Another second, within what a clock may be wrong. */
    private static String otherTime(String signature, RandomGenerator random) {
        int end = signature.indexOf(',');
        long time = Long.parseLong(signature.substring(2, end));
        int seconds = 1 + random.nextInt(30);
        return "t=" + (random.nextBoolean() ? time + seconds : time - seconds) + signature.substring(end);
    }

    /** Without its end: at least one digit is missing. */
    private static String cut(String signature, RandomGenerator random) {
        return signature.substring(0, random.nextInt(signature.length()));
    }
}
