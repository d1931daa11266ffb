package io.tieout.access;

import io.tieout.store.access.LoginAttemptRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Limits login attempts over all processes: few by one name from one address, more from one address, many by one name.
 * So a guesser is slowed without locking out others. The limit by name is for guesses from very many addresses; it does
 * not count where the person logged in well within the last weeks, so that strangers can't lock anybody out of there.
 */
@ApplicationScoped
class LoginLimit {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int BY_NAME_AND_ADDRESS = 5;
    private static final int BY_ADDRESS = 20;
    private static final int BY_NAME = 100;
    private static final Duration KNOWN = Duration.ofDays(30);
    private static final int LONGEST = 100;
    private static final int V6_NETWORK_BYTES = 8;

    private final LoginAttemptRows rows;

    LoginLimit(LoginAttemptRows rows) {
        this.rows = rows;
    }

    /** Counts an attempt and tells whether it may be tried. */
    boolean enter(String name, String address) {
        Subjects subjects = Subjects.of(name, address);
        // One that is not allowed by the narrower limits does not count towards the wider ones.
        return rows.count(subjects.both(), WINDOW) <= BY_NAME_AND_ADDRESS
                && rows.count(subjects.address(), WINDOW) <= BY_ADDRESS
                && (rows.count(subjects.name(), WINDOW) <= BY_NAME || rows.isKept(subjects.known()));
    }

    /** The attempt was a good one: it does not count, and the person is known at this address from now on. */
    void good(String name, String address) {
        Subjects subjects = Subjects.of(name, address);
        List.of(subjects.both(), subjects.address(), subjects.name()).forEach(rows::forgive);
        rows.keep(subjects.known(), KNOWN);
    }

    /** Whose attempts are counted, and where a person is known. */
    private record Subjects(String both, String address, String name, String known) {
        static Subjects of(String name, String address) {
            String who = name.substring(0, Math.min(name.length(), LONGEST)).toLowerCase(Locale.ROOT);
            String where = network(address);
            return new Subjects(
                    "both " + where + " " + who, "address " + where, "name " + who, "known " + where + " " + who);
        }
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
