package io.tieout.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.Payments;
import io.tieout.port.provider.WebhookVerifier;
import io.tieout.store.inbox.Arrival;
import io.tieout.store.inbox.Doors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jboss.logging.Logger;

/**
 * The door of a connection, {@code POST /webhooks/{provider}/{connection}}: steps of
 * {@code routes/intake.camel.yaml}. It answers after the commit and holds no thread until then.
 */
@ApplicationScoped
@Named("webhookDoor")
public class WebhookDoor {
    private static final Logger LOG = Logger.getLogger(WebhookDoor.class);
    private static final String SIGNATURE = "Stripe-Signature";
    private static final String PROVIDER = "tieoutProvider";
    /** What the route tells a verified event from others by: no bean is called for it, since each delivery passes here. */
    private static final String EVENT = "tieoutEvent";

    private static final Answer STORED = new Answer(200, "stored");

    private final Map<String, WebhookVerifier> verifiers;
    private final Payments payments;
    private final Doors doors;
    private final Inbox inbox;
    private final StoredEvents stored;
    private final IntakeConfig config;
    private final MeterRegistry meters;

    WebhookDoor(
            @Any Instance<WebhookVerifier> verifiers,
            Payments payments,
            Doors doors,
            Inbox inbox,
            StoredEvents stored,
            IntakeConfig config,
            MeterRegistry meters) {
        this.verifiers = verifiers.stream().collect(Collectors.toMap(WebhookVerifier::provider, Function.identity()));
        this.payments = payments;
        this.doors = doors;
        this.inbox = inbox;
        this.stored = stored;
        this.config = config;
        this.meters = meters;
    }

    private record Answer(int status, String text) {}

    /**
     * Verifies a delivery at Stripe's door: the message becomes an event to store, with its key as the exchange's
     * property {@code tieoutEvent}, or the answer that refuses it.
     */
    public void stripe(Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.setProperty(PROVIDER, "stripe");
        try {
            Object verified = verify("stripe", message);
            if (verified instanceof Arrival arrival) {
                exchange.setProperty(EVENT, arrival.key());
            }
            message.setBody(verified);
        } catch (RuntimeException e) {
            LOG.warnf("a delivery could not be verified reason=%s", e.getClass().getSimpleName());
            message.setBody(new Answer(503, "it could not be verified now: send it again later"));
        }
    }

    private Object verify(String provider, Message message) {
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return new Answer(415, "send the notification as application/json");
        }
        Optional<ConnectionId> connection = doors.open(provider, message.getHeader("connection", "", String.class));
        if (connection.isEmpty()) {
            return new Answer(404, "no connection of this name takes notifications");
        }
        byte[] body = Optional.ofNullable(message.getBody(byte[].class)).orElse(new byte[0]);
        WebhookVerifier.Verdict verdict = Optional.ofNullable(verifiers.get(provider))
                .orElseThrow()
                .verify(connection.get(), Optional.ofNullable(message.getHeader(SIGNATURE, String.class)), body);
        if (verdict instanceof WebhookVerifier.Verdict.Refused refused) {
            return new Answer(400, refused.reason());
        }
        return arrival(connection.get(), ((WebhookVerifier.Verdict.Genuine) verdict).notification());
    }

    private Arrival arrival(ConnectionId connection, Notification notification) {
        return new Arrival(
                connection,
                notification.id(),
                notification.type(),
                notification.created(),
                Arrival.Origin.WEBHOOK,
                payments.follows(notification.type()),
                notification.payload());
    }

    /** Stores a verified event; the message becomes the answer after the commit, and no thread waits for it. */
    public CompletionStage<Object> store(Arrival arrival) {
        return inbox.append(arrival).thenApply(outcome -> switch (outcome) {
            case STORED -> {
                stored.committed(arrival.key());
                yield STORED;
            }
            case UNSTORABLE -> new Answer(400, "a text of the event holds a character that cannot be stored");
            case FULL -> new Answer(503, "too many notifications wait: send it again later");
            case NOT_COMMITTED -> new Answer(503, "it could not be stored: send it again later");
        });
    }

    /** Writes the answer: 2xx only for what this process knows to be on disk, whatever steps went before. */
    public void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        Answer answer;
        if (message.getBody() instanceof Answer given) {
            answer = given;
        } else if (message.getBody() instanceof Arrival arrival && stored.contains(arrival.key())) {
            answer = STORED;
        } else {
            answer = new Answer(503, "it was not stored: send it again later");
        }
        write(exchange, answer);
    }

    private void write(Exchange exchange, Answer answer) {
        String provider = exchange.getProperty(PROVIDER, "none", String.class);
        meters.counter("tieout.webhooks", "provider", provider, "status", Integer.toString(answer.status()))
                .increment();
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
        if (answer.status() == 503) {
            message.setHeader("Retry-After", Long.toString(config.retryAfter().toSeconds()));
        }
        message.setBody(answer.text());
    }
}
