package io.tieout.connector.stripe;

import io.tieout.connector.stripe.wire.EventList;
import io.tieout.connector.stripe.wire.StripeAnswer;
import io.tieout.connector.stripe.wire.StripeObject;
import io.tieout.connector.stripe.wire.StripeRead;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.Ping;
import io.tieout.port.RetryLater;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries a connection to Stripe step by step: settings, reach, log in, account, mode, events. It stops at the first
 * step that fails and never stops the connection itself.
 */
@ApplicationScoped
public class StripePing implements Ping {
    private final StripeCalls calls;
    private final Clock clock;

    public StripePing(StripeCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public String system() {
        return "stripe";
    }

    @Override
    public Diagnosis ping(ConnectionId connection) {
        Trial trial = new Trial();
        try {
            run(connection, trial);
        } catch (StepFailed | NeedsPerson | RetryLater | NeverWorks e) {
            trial.fail(String.valueOf(e.getMessage()));
            return new Diagnosis(false, trial.steps());
        }
        return new Diagnosis(true, trial.steps());
    }

    private void run(ConnectionId connection, Trial trial) {
        trial.begin("settings");
        StripeSession session = calls.openForPing(connection);
        trial.pass("account " + session.settings().account() + ", "
                + (session.settings().livemode() ? "live mode" : "test mode"));
        trial.begin("reach");
        StripeAnswer answer = calls.ask(session, StripeRead.account());
        reached(answer);
        trial.pass("Stripe's API answers");
        trial.begin("log in");
        StripeObject account = object(StripeRead.account(), answer);
        trial.pass("the key is valid");
        trial.begin("account");
        trial.pass(account(session, account));
        trial.begin("mode");
        trial.pass(mode(session, object(StripeRead.balance(), calls.ask(session, StripeRead.balance()))));
        trial.begin("events");
        trial.pass(events(session));
    }

    private static void reached(StripeAnswer answer) {
        if (answer instanceof StripeAnswer.Silent silent) {
            throw new StepFailed("no whole answer (" + silent.reason()
                    + "): check the address of the connection, the network and status.stripe.com");
        }
        if (answer instanceof StripeAnswer.Refused refused && !refused.stripes()) {
            throw new StepFailed(refused.words() + ": check that the address of the connection is Stripe's API and"
                    + " that no proxy answers instead");
        }
    }

    private static StripeObject object(StripeRead read, StripeAnswer answer) {
        return StripeObject.parse(json(read, answer), read.endpoint());
    }

    private static byte[] json(StripeRead read, StripeAnswer answer) {
        reached(answer);
        if (answer instanceof StripeAnswer.Refused refused) {
            throw new StepFailed(read.endpoint() + ": " + refused.words() + ": " + fix(read, refused));
        }
        return ((StripeAnswer.Body) answer).json();
    }

    private static String fix(StripeRead read, StripeAnswer.Refused refused) {
        return switch (refused.status()) {
            case 401 -> "the API key is not valid, set the credential 'apiKey' anew";
            case 403 -> StripeErrors.missingPermission(read, refused);
            case 404 -> "check that the address of the connection is Stripe's API";
            case 429 -> "too many calls at the moment, try again in a minute";
            default -> refused.status() >= 500 ? "Stripe has a problem, try again later" : "this call was not accepted";
        };
    }

    private static String account(StripeSession session, StripeObject account) {
        String wanted = session.settings().account();
        String found = account.text("id");
        if (!found.equals(wanted)) {
            throw new StepFailed("the key belongs to " + found + ", the setting 'account' says " + wanted
                    + ": set the right key, or the right account");
        }
        return "the key belongs to " + found;
    }

    private static String mode(StripeSession session, StripeObject balance) {
        boolean live = balance.flag("livemode");
        String found = live ? "a live key" : "a test key";
        if (live != session.settings().livemode()) {
            throw new StepFailed("the key is " + found + ", the setting 'livemode' says "
                    + session.settings().livemode() + ": set the right key, or the right mode");
        }
        return "it is " + found;
    }

    private String events(StripeSession session) {
        StripeRead read = StripeRead.events(clock.instant().minus(Duration.ofDays(1)));
        EventList page = EventList.parse(json(read, calls.ask(session, read)));
        return page.events().size() + (page.hasMore() ? " or more" : "") + " events in the last day";
    }

    /** The step that stands and those that passed. */
    private static final class Trial {
        private final List<Step> steps = new ArrayList<>();
        private String standing = "";

        void begin(String name) {
            standing = name;
        }

        void pass(String found) {
            steps.add(new Step(standing, true, found));
        }

        void fail(String detail) {
            steps.add(new Step(standing, false, detail));
        }

        List<Step> steps() {
            return List.copyOf(steps);
        }
    }

    /** A step found something to mend; the message says what, in plain words. */
    private static final class StepFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StepFailed(String detail) {
            super(detail);
        }
    }
}
