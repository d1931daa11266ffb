package io.tieout.connector.stripe.wire;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests of stripe-java. Unlike the library's own transport it follows no redirect (the key would travel
 * along), sends neither telemetry nor a description of this machine, keeps the headers of refusals and bounds the size
 * of an answer.
 *
 * <p>The library writes its telemetry as JSON, by reflection, before it is dropped here.
 */
@RegisterForReflection(
        classNames = {
            "com.stripe.net.RequestTelemetry$ClientTelemetryPayload",
            "com.stripe.net.RequestTelemetry$RequestMetrics"
        })
public final class StripeTransport extends HttpClient {
    private static final String TELEMETRY = "X-Stripe-Client-Telemetry";
    private static final int LARGEST = 32 * 1024 * 1024;

    @Override
    public StripeResponse request(StripeRequest request) throws StripeException {
        StripeResponse response;
        try {
            response = exchange(request);
        } catch (SocketTimeoutException e) {
            throw new ApiConnectionException("timed out", e);
        } catch (IOException e) {
            throw new ApiConnectionException(
                    "connection failed: " + e.getClass().getSimpleName(), e);
        }
        if (response.code() < 200 || response.code() > 299) {
            throw new StripeRefusal(response);
        }
        return response;
    }

    /** What Stripe answered, when this exception of stripe-java carries a refusal. */
    public static Optional<StripeAnswer.Refused> refusalIn(StripeException exception) {
        return exception instanceof StripeRefusal refusal ? Optional.of(refusal.answer()) : Optional.empty();
    }

    private static StripeResponse exchange(StripeRequest request) throws IOException {
        HttpURLConnection connection = open(request);
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("no HTTP status");
        }
        String body = body(status < 400 ? connection.getInputStream() : connection.getErrorStream());
        return new StripeResponse(status, HttpHeaders.of(connection.getHeaderFields()), body);
    }

    private static HttpURLConnection open(StripeRequest request) throws IOException {
        RequestOptions options = request.options();
        HttpURLConnection connection = (HttpURLConnection) request.url().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(options.getConnectTimeout());
        connection.setReadTimeout(options.getReadTimeout());
        connection.setRequestMethod(request.method().name());
        connection.setRequestProperty("User-Agent", buildUserAgentString(request));
        request.headers().map().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(TELEMETRY)) {
                connection.setRequestProperty(name, String.join(",", values));
            }
        });
        return connection;
    }

    private static String body(@Nullable InputStream stream) throws IOException {
        if (stream == null) {
            return "";
        }
        try (stream) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("the answer is larger than " + LARGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
