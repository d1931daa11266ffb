package io.tieout.connector.stripe;

import io.tieout.connection.Connections;
import io.tieout.connection.Opened;
import io.tieout.connector.stripe.wire.StripeAnswer.Refused;
import io.tieout.connector.stripe.wire.StripeAnswer.Silent;
import io.tieout.connector.stripe.wire.StripeRead;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/**
 * Translates what Stripe refuses into our three kinds of error, in one place. All our calls are reads: repeating one
 * does no harm, so what may pass is repeated later and nothing is given up that a pause can mend.
 *
 * <table>
 * <caption>Answers and what they become</caption>
 * <tr><td>no answer, an answer not in Stripe's words, 409, 424, 5xx</td><td>RetryLater</td></tr>
 * <tr><td>any of them with {@code Stripe-Should-Retry: false}</td><td>RetryLater after a long pause: the header warns
 * of repeating the same call at once, but the object still has to be read some day</td></tr>
 * <tr><td>429 (rate, concurrency, object lock)</td><td>RetryLater, after {@code Retry-After} when given</td></tr>
 * <tr><td>any with {@code Stripe-Should-Retry: true}</td><td>RetryLater</td></tr>
 * <tr><td>401</td><td>the connection stops; RetryLater, not counted</td></tr>
 * <tr><td>403</td><td>NeedsPerson with the permission to give</td></tr>
 * <tr><td>404 without {@code resource_missing}</td><td>NeedsPerson: the address is not Stripe's API</td></tr>
 * <tr><td>redirects</td><td>NeedsPerson: the address is not Stripe's API; the key is never sent along</td></tr>
 * <tr><td>400 about the key's mode or kind</td><td>NeedsPerson</td></tr>
 * <tr><td>other 4xx</td><td>NeverWorks</td></tr>
 * </table>
 *
 * <p>{@code resource_missing} never comes here: it is an answer, not an error. Messages hold Stripe's code and request
 * id, never its message, which may name keys and people.
 */
@ApplicationScoped
public class StripeErrors {
    private static final Duration UNTIL_STOPPED_IS_SEEN = Duration.ofMinutes(1);
    private static final Duration LONG_PAUSE = Duration.ofMinutes(15);
    private static final Duration LONGEST_OBEYED = Duration.ofHours(1);
    private static final Set<String> WRONG_KEY =
            Set.of("livemode_mismatch", "secret_key_required", "testmode_charges_only", "platform_api_key_expired");

    private final Connections connections;
    private final Clock clock;

    public StripeErrors(Connections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** The error for an answer that did not come. */
    RuntimeException translate(StripeRead read, Silent silent) {
        return RetryLater.failed(read.endpoint() + ": no whole answer of Stripe (" + silent.reason() + ")");
    }

    /** The error for a refusal; stops the connection when its key was refused. */
    RuntimeException translate(Opened opened, StripeRead read, Refused refused) {
        String words = read.endpoint() + ": " + refused.words();
        if (refused.status() >= 300 && refused.status() < 400) {
            return new NeedsPerson(words + ": the address of the connection is not that of Stripe's API");
        }
        if (!refused.stripes() || isPassing(refused)) {
            return later(words, refused);
        }
        return switch (refused.status()) {
            case 401 -> stop(opened, words + ": the API key was refused, set a valid one");
            case 403 -> new NeedsPerson(words + ": " + missingPermission(read, refused));
            case 404 -> new NeedsPerson(words + ": the address of the connection is not that of Stripe's API");
            default -> lasting(words, refused);
        };
    }

    /** What a person has to give the key, for a refusal with status 403. */
    static String missingPermission(StripeRead read, Refused refused) {
        return "give the key "
                + refused.permission()
                        .map(name -> "the permission " + name)
                        .orElse("the permission to read " + read.endpoint().substring("GET ".length()));
    }

    private static boolean isPassing(Refused refused) {
        int status = refused.status();
        boolean ofItself = status == 409 || status == 424 || status == 429 || status >= 500;
        return ofItself
                || (status != 401 && status != 403 && refused.shouldRetry().orElse(false));
    }

    private RetryLater later(String words, Refused refused) {
        Optional<Duration> asked = refused.retryAfter().flatMap(this::pause);
        boolean warned = refused.status() != 429 && !refused.shouldRetry().orElse(true);
        return asked.or(() -> warned ? Optional.of(LONG_PAUSE) : Optional.empty())
                .map(pause -> RetryLater.failed(words, pause))
                .orElseGet(() -> RetryLater.failed(words));
    }

    /** Stops the connection: a person must change what the reason names; what it was needed for waits, uncounted. */
    RetryLater stop(Opened opened, String reason) {
        connections.stop(opened.id(), opened.credentialsVersion(), reason);
        return RetryLater.notTried(reason, UNTIL_STOPPED_IS_SEEN);
    }

    private static RuntimeException lasting(String words, Refused refused) {
        if (WRONG_KEY.contains(refused.code())) {
            return new NeedsPerson(words + ": the key is of the wrong mode or kind, set the right one");
        }
        return new NeverWorks(words + ", parameter " + refused.param());
    }

    /** Reads {@code Retry-After}: seconds or an HTTP date; what is neither is not obeyed. */
    private Optional<Duration> pause(String header) {
        try {
            Duration asked = header.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(
                            clock.instant(), ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
            return Optional.of(bounded(asked));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration asked) {
        if (asked.compareTo(Duration.ofSeconds(1)) < 0) {
            return Duration.ofSeconds(1);
        }
        return asked.compareTo(LONGEST_OBEYED) > 0 ? LONGEST_OBEYED : asked;
    }
}
