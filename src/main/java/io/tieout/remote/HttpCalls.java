package io.tieout.remote;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpEndpoint;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The one adapter to Camel's {@code http} component: pooled connections, timeouts, no redirects, no retries, no
 * cookies kept. Connectors call it as a plain object; it throws nothing for what the network does.
 *
 * <p>Nothing of a body, a header or a query reaches a log or a reason.
 */
@ApplicationScoped
public class HttpCalls {
    private final CamelContext camel;
    private final ProducerTemplate template;
    private final SendingGuard guard;
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

    /**
     * The adapter of a Camel context.
     *
     * @param camel a started context that has the {@code http} component
     * @param maxReplyBytes the largest body of an answer, in bytes; a larger one counts as lost
     */
    @Inject
    public HttpCalls(
            CamelContext camel,
            @ConfigProperty(name = "tieout.http.max-reply-bytes", defaultValue = "33554432") int maxReplyBytes) {
        this.camel = camel;
        this.template = camel.createProducerTemplate();
        this.guard = new SendingGuard(maxReplyBytes);
    }

    /** Sends a request at most once. */
    public HttpReply exchange(HttpRequest request) {
        Exchange exchange = template.request(endpoint(request), e -> fill(e, request));
        Exception failure = exchange.getException();
        if (failure instanceof CallFailed failed) {
            return failed.asReply();
        }
        if (failure != null) {
            return new HttpReply.Lost("the call failed (" + failure.getClass().getSimpleName() + ")");
        }
        return answered(exchange.getMessage());
    }

    @PreDestroy
    void stop() {
        template.stop();
    }

    private Endpoint endpoint(HttpRequest request) {
        return endpoints.computeIfAbsent(address(request), uri -> {
            HttpEndpoint endpoint = camel.getEndpoint(uri, HttpEndpoint.class);
            endpoint.setHttpClientConfigurer(guard);
            return endpoint;
        });
    }

    // The timeout of the socket is the one that bounds the TLS handshake; once it stands, that of the answer replaces
    // it.
    private static String address(HttpRequest request) {
        URI uri = request.uri();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        long connect = request.timeouts().connect().toMillis();
        return uri.getScheme() + "://" + uri.getHost() + port
                + "?throwExceptionOnFailure=false&copyHeaders=false&followRedirects=false&disableStreamCache=true"
                + "&connectTimeout=" + connect + "&soTimeout=" + connect + "&connectionRequestTimeout=" + connect
                + "&responseTimeout=" + request.timeouts().read().toMillis();
    }

    private static void fill(Exchange exchange, HttpRequest request) {
        // Bodies stay as they came: unpacking them here would go past the limit of size.
        exchange.setProperty(Exchange.SKIP_GZIP_ENCODING, true);
        Message message = exchange.getMessage();
        request.headers().forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_METHOD, request.method());
        URI uri = request.uri();
        String path = uri.getRawPath();
        message.setHeader(Exchange.HTTP_URI, uri.getScheme() + "://" + uri.getRawAuthority() + path);
        if (uri.getRawQuery() != null) {
            message.setHeader(Exchange.HTTP_RAW_QUERY, uri.getRawQuery());
        }
        if (request.body().length > 0) {
            message.setBody(request.body());
        }
    }

    private static HttpReply answered(Message message) {
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        byte[] body = message.getBody(byte[].class);
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        return new HttpReply.Answered(status, headers(message), body == null ? new byte[0] : body, type);
    }

    private static Map<String, List<String>> headers(Message message) {
        Map<String, List<String>> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel")) {
                headers.put(name.toLowerCase(Locale.ROOT), values(value));
            }
        });
        return headers;
    }

    private static List<String> values(Object value) {
        if (value instanceof Iterable<?> many) {
            List<String> all = new ArrayList<>();
            many.forEach(one -> all.add(String.valueOf(one)));
            return List.copyOf(all);
        }
        return List.of(String.valueOf(value));
    }
}
