package io.tieout.access;

import io.tieout.store.access.LoginAttemptRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Limits login attempts over all processes: few by one name from one address, more from one address, many by one name.
 * So a guesser is slowed without locking out others, and a person is locked out by strangers only while a guess of
 * their password from very many addresses goes on.
 */
@ApplicationScoped
class LoginLimit {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int BY_NAME_AND_ADDRESS = 5;
    private static final int BY_ADDRESS = 20;
    private static final int BY_NAME = 100;
    private static final int LONGEST = 100;
    private static final int V6_NETWORK_BYTES = 8;

    private final LoginAttemptRows rows;

    LoginLimit(LoginAttemptRows rows) {
        this.rows = rows;
    }

    /** Counts an attempt and tells whether it may be tried. */
    boolean enter(String name, String address) {
        boolean allowed = true;
        for (Map.Entry<String, Integer> limit : limits(name, address).entrySet()) {
            // One that is not allowed by the narrower limits does not count towards the wider ones.
            allowed = allowed && rows.count(limit.getKey(), WINDOW) <= limit.getValue();
        }
        return allowed;
    }

    /** The attempt was a good one: it does not count. */
    void good(String name, String address) {
        limits(name, address).keySet().forEach(rows::forgive);
    }

    private static Map<String, Integer> limits(String name, String address) {
        String who = name.substring(0, Math.min(name.length(), LONGEST)).toLowerCase(Locale.ROOT);
        String where = network(address);
        Map<String, Integer> limits = new LinkedHashMap<>();
        limits.put("both " + where + " " + who, BY_NAME_AND_ADDRESS);
        limits.put("address " + where, BY_ADDRESS);
        limits.put("name " + who, BY_NAME);
        return limits;
    }

    /** An IPv4 address, or the network of an IPv6 address: one customer of a provider has all of it. */
    private static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, V6_NETWORK_BYTES)));
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
