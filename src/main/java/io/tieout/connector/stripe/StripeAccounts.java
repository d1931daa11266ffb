package io.tieout.connector.stripe;

import io.tieout.connector.stripe.wire.StripeAnswer;
import io.tieout.connector.stripe.wire.StripeObject;
import io.tieout.connector.stripe.wire.StripeRead;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Makes sure that a key belongs to the account and mode by which a connection names its facts, before anything is read
 * with it: two connections with one key would name the same money twice, and post it twice.
 *
 * <p>Stripe is asked once a process for each key, address and account; a connection that does not pass stops as after a
 * refused key. Source: docs.stripe.com/api/accounts/retrieve.
 */
@ApplicationScoped
public class StripeAccounts {
    private static final int MOST = 256;
    private static final Pattern LIVE = Pattern.compile("[a-z]{2}_live_.*");
    private static final Pattern TEST = Pattern.compile("[a-z]{2}_test_.*");

    private final StripeErrors errors;
    private final Map<ConnectionId, Proven> proven = new LinkedHashMap<>();

    public StripeAccounts(StripeErrors errors) {
        this.errors = errors;
    }

    private record Proven(int credentials, String base, String account, boolean livemode) {
        static Proven of(StripeSession session) {
            StripeSettings settings = session.settings();
            return new Proven(
                    session.opened().credentialsVersion(),
                    session.opened().baseUrl(),
                    settings.account(),
                    settings.livemode());
        }
    }

    /**
     * Passes when the key is known to be the account's.
     *
     * @param ask reads Stripe, within the limits
     * @throws io.tieout.port.RetryLater when Stripe does not answer now; not counted when the connection was stopped,
     *     since the key is another account's or mode's, or may not read its account
     */
    void check(StripeSession session, Function<StripeRead, StripeAnswer> ask) {
        Proven wanted = Proven.of(session);
        if (isProven(session.opened().id(), wanted)) {
            return;
        }
        checkMode(session);
        StripeAnswer answer = ask.apply(StripeRead.account());
        if (answer instanceof StripeAnswer.Silent silent) {
            throw errors.translate(StripeRead.account(), silent);
        }
        if (answer instanceof StripeAnswer.Refused refused) {
            throw refused(session, refused);
        }
        checkAccount(session, ((StripeAnswer.Body) answer).json());
        remember(session.opened().id(), wanted);
    }

    private void checkMode(StripeSession session) {
        String key = session.opened().secrets().require("apiKey");
        boolean live = session.settings().livemode();
        if ((live ? TEST : LIVE).matcher(key).matches()) {
            throw errors.stop(
                    session.opened(),
                    "the API key is a " + (live ? "test" : "live") + " key, the setting 'livemode' says " + live
                            + ": set the right key, or add a connection of that mode");
        }
    }

    private void checkAccount(StripeSession session, byte[] json) {
        String wanted = session.settings().account();
        String found = StripeObject.parse(json, StripeRead.account().endpoint()).text("id");
        if (!found.equals(wanted)) {
            throw errors.stop(
                    session.opened(),
                    "the API key belongs to the Stripe account " + found + ", the setting 'account' says " + wanted
                            + ": set a key of " + wanted + ", or correct the account and resume the connection");
        }
    }

    /** What no repetition mends would come for each event and fact: the connection stops instead. */
    private RuntimeException refused(StripeSession session, StripeAnswer.Refused refused) {
        RuntimeException error = errors.translate(session.opened(), StripeRead.account(), refused);
        if (error instanceof NeedsPerson || error instanceof NeverWorks) {
            return errors.stop(
                    session.opened(),
                    "the account of the API key can't be compared with the setting 'account', so nothing is read: "
                            + Objects.toString(error.getMessage(), "") + "; then resume the connection");
        }
        return error;
    }

    private synchronized boolean isProven(ConnectionId connection, Proven wanted) {
        return wanted.equals(proven.get(connection));
    }

    private synchronized void remember(ConnectionId connection, Proven found) {
        proven.put(connection, found);
        if (proven.size() > MOST) {
            proven.remove(proven.keySet().iterator().next());
        }
    }
}
