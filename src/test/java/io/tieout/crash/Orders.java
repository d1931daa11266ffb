package io.tieout.crash;

import io.tieout.crash.Order.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws what customers pay: most of it plainly, the rest as customers do. */
final class Orders {
    private static final int OF = 100;
    private static final Map<Kind, Integer> SHARES =
            Map.of(Kind.UNNAMED, 6, Kind.HALF, 3, Kind.AGAIN, 5, Kind.DISPUTED, 3, Kind.REFUNDED, 3);
    private static final List<String> CURRENCIES = List.of("USD", "USD", "USD", "EUR", "JPY", "KWD");
    private static final long LEAST = 1_000;
    private static final int MOST = 900_000;
    /** Stripe takes amounts of three decimals only with a zero at the end. */
    private static final int TENS = 10;

    private Orders() {}

    static List<Order> draw(int count, Random random) {
        List<Order> orders = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Kind kind = kind(random.nextInt(OF));
            String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            long minor = (LEAST + random.nextInt(MOST)) / TENS * TENS;
            int earlier = number == 0 ? -1 : random.nextInt(number);
            orders.add(
                    kind == Kind.AGAIN && earlier >= 0 && orders.get(earlier).kind() == Kind.PLAIN
                            ? again(number, orders.get(earlier))
                            : new Order(number, kind == Kind.AGAIN ? Kind.PLAIN : kind, currency, minor, number));
        }
        return orders;
    }

    private static Order again(int number, Order paid) {
        return new Order(number, Kind.AGAIN, paid.currency(), paid.minor(), paid.invoice());
    }

    private static Kind kind(int lot) {
        int end = 0;
        for (Kind kind : Kind.values()) {
            end += SHARES.getOrDefault(kind, 0);
            if (lot < end) {
                return kind;
            }
        }
        return Kind.PLAIN;
    }
}
