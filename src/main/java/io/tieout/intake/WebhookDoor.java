package io.tieout.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.provider.Notification;
import io.tieout.port.provider.WebhookVerifier;
import io.tieout.store.inbox.Arrival;
import io.tieout.store.inbox.Doors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The door of a connection: {@code POST /webhooks/{provider}/{connection}}, a step of
 * {@code routes/intake.camel.yaml}. It answers after the commit and holds no thread until then.
 */
@ApplicationScoped
@Named("webhookDoor")
public class WebhookDoor {
    private static final String SIGNATURE = "Stripe-Signature";

    private final Instance<WebhookVerifier> verifiers;
    private final Doors doors;
    private final Inbox inbox;
    private final IntakeConfig config;
    private final MeterRegistry meters;

    WebhookDoor(
            @Any Instance<WebhookVerifier> verifiers,
            Doors doors,
            Inbox inbox,
            IntakeConfig config,
            MeterRegistry meters) {
        this.verifiers = verifiers;
        this.doors = doors;
        this.inbox = inbox;
        this.config = config;
        this.meters = meters;
    }

    /** Receives a delivery at Stripe's door; the exchange's message becomes the answer. */
    public CompletionStage<Void> stripe(Exchange exchange) {
        return receive("stripe", exchange).thenAccept(answer -> answer(exchange, "stripe", answer));
    }

    private record Answer(int status, String text) {}

    private CompletionStage<Answer> receive(String provider, Exchange exchange) {
        Message message = exchange.getMessage();
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return now(415, "send the notification as application/json");
        }
        Optional<ConnectionId> connection = doors.open(provider, message.getHeader("connection", "", String.class));
        if (connection.isEmpty()) {
            return now(404, "no connection of this name takes notifications");
        }
        byte[] body = Optional.ofNullable(message.getBody(byte[].class)).orElse(new byte[0]);
        if (body.length > config.largestBody()) {
            return now(413, "the body is larger than " + config.largestBody() + " bytes");
        }
        WebhookVerifier.Verdict verdict = verifier(provider)
                .verify(connection.get(), Optional.ofNullable(message.getHeader(SIGNATURE, String.class)), body);
        if (verdict instanceof WebhookVerifier.Verdict.Refused refused) {
            return now(400, refused.reason());
        }
        return store(connection.get(), ((WebhookVerifier.Verdict.Genuine) verdict).notification());
    }

    private CompletionStage<Answer> store(ConnectionId connection, Notification notification) {
        Arrival arrival = new Arrival(
                connection,
                notification.id(),
                notification.type(),
                notification.created(),
                Arrival.Origin.WEBHOOK,
                notification.payload());
        return inbox.append(arrival).thenApply(outcome -> switch (outcome) {
            case STORED -> new Answer(200, "stored");
            case UNSTORABLE -> new Answer(400, "a text of the event holds a character that cannot be stored");
            case FULL -> new Answer(503, "too many notifications wait: send it again later");
            case NOT_COMMITTED -> new Answer(503, "it could not be stored: send it again later");
        });
    }

    private void answer(Exchange exchange, String provider, Answer answer) {
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

    private WebhookVerifier verifier(String provider) {
        return verifiers.stream()
                .filter(one -> one.provider().equals(provider))
                .findFirst()
                .orElseThrow();
    }

    private static CompletionStage<Answer> now(int status, String text) {
        return CompletableFuture.completedFuture(new Answer(status, text));
    }
}
