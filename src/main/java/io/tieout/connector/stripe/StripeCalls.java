package io.tieout.connector.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.ApiResource.RequestMethod;
import io.tieout.connection.Connections;
import io.tieout.connector.stripe.wire.StripeAnswer;
import io.tieout.connector.stripe.wire.StripeObject;
import io.tieout.connector.stripe.wire.StripeRead;
import io.tieout.connector.stripe.wire.StripeTransport;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import io.tieout.remote.Breakers;
import io.tieout.remote.CallMeters;
import io.tieout.remote.Limits;
import io.tieout.remote.Limits.Limit;
import io.tieout.remote.Limits.Permit;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads Stripe's API through stripe-java, within the limits of the account and of each endpoint. */
@ApplicationScoped
public class StripeCalls {
    /** Calls a second that Stripe allows on each endpoint, in either mode (docs.stripe.com/rate-limits). */
    private static final int ENDPOINT_RATE = 25;
    /** A list longer than that is no list of one object's parts. */
    private static final int MOST_PAGES = 100;

    private final Connections connections;
    private final Limits limits;
    private final Breakers breakers;
    private final StripeClients clients;
    private final StripeErrors errors;
    private final StripeAccounts accounts;

    public StripeCalls(
            Connections connections,
            Limits limits,
            Breakers breakers,
            StripeClients clients,
            StripeErrors errors,
            StripeAccounts accounts) {
        this.connections = connections;
        this.limits = limits;
        this.breakers = breakers;
        this.clients = clients;
        this.errors = errors;
        this.accounts = accounts;
    }

    /** Opens the connection; it throws as {@link Connections#open}, and NeedsPerson for wrong settings. */
    StripeSession open(ConnectionId connection) {
        return StripeSession.of(connections.open(connection));
    }

    /** As {@link #open}, for a ping. */
    StripeSession openAnyway(ConnectionId connection) {
        return StripeSession.of(connections.openAnyway(connection));
    }

    /** Reads once; a refusal is a value. Throws RetryLater (not counted) at our own limits, and while calls rest. */
    StripeAnswer ask(StripeSession session, StripeRead read) {
        return breakers.call(
                session.opened().id(),
                session.opened().name(),
                () -> within(session, read),
                answer -> !(answer instanceof StripeAnswer.Silent));
    }

    private StripeAnswer within(StripeSession session, StripeRead read) {
        ConnectionId connection = session.opened().id();
        StripeSettings settings = session.settings();
        Limit account = new Limit("account", settings.requestsPerSecond(), settings.callsAtOnce());
        Limit endpoint = new Limit(read.endpoint(), ENDPOINT_RATE, settings.callsAtOnce());
        try (Permit ofAccount = limits.enter(connection, account);
                Permit ofEndpoint = limits.enter(connection, endpoint)) {
            return CallMeters.timed(session.opened().name(), () -> send(session, read), StripeCalls::outcome);
        }
    }

    private static String outcome(StripeAnswer answer) {
        if (answer instanceof StripeAnswer.Refused refused) {
            return Integer.toString(refused.status());
        }
        return answer instanceof StripeAnswer.Body ? "200" : "lost";
    }

    /**
     * The answer's bytes; empty when Stripe says that the object does not exist. Other refusals are thrown, and nothing
     * is read by a key of another account.
     */
    Optional<byte[]> bytes(StripeSession session, StripeRead read) {
        accounts.check(session, own -> ask(session, own));
        StripeAnswer answer = ask(session, read);
        if (answer instanceof StripeAnswer.Refused refused) {
            if (refused.missing()) {
                return Optional.empty();
            }
            throw errors.translate(session.opened(), read, refused);
        }
        if (answer instanceof StripeAnswer.Silent silent) {
            throw errors.translate(read, silent);
        }
        return Optional.of(((StripeAnswer.Body) answer).json());
    }

    /** The object; empty when it does not exist. */
    Optional<StripeObject> object(StripeSession session, StripeRead read) {
        return bytes(session, read).map(json -> StripeObject.parse(json, read.endpoint()));
    }

    /** All items of a list, page by page; empty when what it is a list of does not exist. */
    List<StripeObject> all(StripeSession session, StripeRead read) {
        List<StripeObject> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            Optional<StripeObject> list = object(session, read.after(cursor));
            if (list.isEmpty() && cursor.isEmpty()) {
                return List.of();
            }
            List<StripeObject> items = list.map(StripeObject::items).orElseGet(List::of);
            all.addAll(items);
            if (list.isPresent() && !list.get().flag("has_more")) {
                return all;
            }
            if (items.isEmpty()) {
                throw RetryLater.failed(read.endpoint() + ": the list changed while it was read");
            }
            cursor = Optional.of(items.get(items.size() - 1).text("id"));
        }
        throw new NeedsPerson(read.endpoint() + ": the list of one object's parts has more than " + MOST_PAGES
                + " pages: look at it in Stripe's dashboard");
    }

    private StripeAnswer send(StripeSession session, StripeRead read) {
        try {
            String body = clients.of(session)
                    .rawRequest(RequestMethod.GET, read.target(), null)
                    .body();
            return new StripeAnswer.Body(body.getBytes(StandardCharsets.UTF_8));
        } catch (ApiConnectionException e) {
            return new StripeAnswer.Silent(Objects.requireNonNullElseGet(e.getMessage(), e.getClass()::getSimpleName));
        } catch (StripeException e) {
            return StripeTransport.refusalIn(e)
                    .<StripeAnswer>map(refused -> refused)
                    .orElseGet(() -> new StripeAnswer.Silent(e.getClass().getSimpleName()));
        }
    }
}
