package io.tieout.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred thousand deliveries of which a byte of the body or a character of the signature is another one: each is
 * refused as the sender's fault, nothing of any is stored, and the memory is bounded. The seed is printed, and given by
 * {@code -Dmutations.seed}; {@code -Dmutations} asks for another number of them.
 */
class MutatedDeliveriesIT {
    private static final Logger LOG = Logger.getLogger(MutatedDeliveriesIT.class);
    private static final int MANY = Integer.getInteger("mutations", 100_000);
    private static final int AT_ONCE = 64;
    private static final long MOST_KIBIBYTES = 900L << 10;
    private static final String HEX = "0123456789abcdef";

    private final long seed = Long.getLong("mutations.seed", 1);
    private final AtomicInteger left = new AtomicInteger(MANY);
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void mutatedDeliveries_areRefused_andNothingIsStored() throws Exception {
        LOG.infof("mutations=%d seed=%d", MANY, seed);
        try (DoorHouse house = new DoorHouse("mutations", DoorHouse.Storage.USUAL)) {
            Door door = house.door();
            String genuine = "evt_genuine_" + UUID.randomUUID();
            assertThat(door.deliver(genuine).get()).isEqualTo(200);
            CompletableFuture<?>[] senders = new CompletableFuture<?>[AT_ONCE];
            for (int sender = 0; sender < AT_ONCE; sender++) {
                senders[sender] = next(door, new Random(seed * AT_ONCE + sender));
            }
            CompletableFuture.allOf(senders).join();

            assertThat(new TreeMap<>(statuses)).containsExactly(Map.entry(400, MANY));
            assertThat(house.number("select count(*) from event where event_id not like 'evt_genuine%'"))
                    .isZero();
            assertThat(house.process().peakKibibytes()).isLessThan(MOST_KIBIBYTES);
            assertThat(door.deliver("evt_genuine_" + UUID.randomUUID()).get()).isEqualTo(200);
        }
    }

    private CompletableFuture<Void> next(Door door, Random random) {
        if (left.getAndDecrement() <= 0) {
            return CompletableFuture.completedFuture(null);
        }
        return send(door, random).thenComposeAsync(status -> {
            statuses.merge(status, 1, Integer::sum);
            return next(door, random);
        });
    }

    private static CompletableFuture<Integer> send(Door door, Random random) {
        byte[] body = Door.event("evt_mutated_" + random.nextLong());
        String signature = door.signature(body);
        return switch (random.nextInt(4)) {
            case 0 -> door.send(otherByte(body, random), signature);
            case 1 -> door.send(body, otherDigit(signature, signature.indexOf("v1=") + 3, random));
            case 2 -> door.send(body, otherTime(signature, random));
            default -> door.send(body, cut(signature, random));
        };
    }

    private static byte[] otherByte(byte[] body, Random random) {
        byte[] other = body.clone();
        other[random.nextInt(body.length)] ^= (byte) (1 + random.nextInt(255));
        return other;
    }

    private static String otherDigit(String signature, int from, Random random) {
        int place = from + random.nextInt(signature.length() - from);
        int digit = HEX.indexOf(signature.charAt(place));
        char other = HEX.charAt((digit + 1 + random.nextInt(15)) % 16);
        return signature.substring(0, place) + other + signature.substring(place + 1);
    }

    /** Another second, within what a clock may be wrong. */
    private static String otherTime(String signature, Random random) {
        int end = signature.indexOf(',');
        long time = Long.parseLong(signature.substring(2, end));
        int seconds = 1 + random.nextInt(30);
        return "t=" + (random.nextBoolean() ? time + seconds : time - seconds) + signature.substring(end);
    }

    /** Without its end: at least one digit is missing. */
    private static String cut(String signature, Random random) {
        return signature.substring(0, random.nextInt(signature.length()));
    }
}
